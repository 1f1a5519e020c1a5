package remote

// What goes wrong where a terminal program is served over SSH, and the test that holds each:
//
//  1. No terminal and no command: TestWithoutATerminalAndACommandItSaysSoAndLeaves.
//  2. The client's terminal and language, and nothing else of its environment: TestATerminalTellsItsSizeItsKindAndItsLanguage.
//  3. Its keys come in and its screen goes out over the channel: testdata/serve.txtar and down.txtar of ui/command, with OpenSSH.
//  4. A size that takes all memory: TestATerminalTellsItsSizeItsKindAndItsLanguage, at the start and on every change.
//  5. A closed session on a connection that goes on: TestAConsoleEndsWithItsLineEvenIfTheConnectionGoesOn, and
//     TestAThousandSessionsLeaveNothing.
//  6. A person who suspends or interrupts the server: TestNobodyAtADistanceStopsTheProcess of ui/console, and down.txtar.
//  7. A session that breaks: TestASessionThatBreaksEndsAlone.
//  8. A program started on the server: down.txtar, where ctrl-o says why not.
//  9. Who is let in: TestThePersonIsTheKeyThatCompletedTheSignIn, TestWhoIsNotOfTheTeamStaysOutsideAndIsReported, and
//     TestTheHostKeyIsMadeOnceAndForItsOwnerAlone.
//  10. A client that doesn't read: TestASwarmOfGuestsOfWhomManyMisbehave.
