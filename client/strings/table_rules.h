// No include guard: read by table.h.
// clang-format off

// --- Why something was not done, and what to do instead ---
SAMSYN_STRING(kRuleReadsOnly, "Du kan läsa men inte ändra. Be mötesledaren om du vill att något skrivs.", "You can read but not edit. Ask the chair if you want something written.")
SAMSYN_STRING(kRulePersonsOwn, "Det här är {0}s egna ord. Bara {0}, och den som {0} har valt, skriver här.", "These are {0}'s own words. Only {0}, and whoever {0} has chosen, writes here.")
SAMSYN_STRING(kRulePersonsOrder, "Frågorna är {0}s. Bara {0}, och den som {0} har valt, ändrar ordningen eller tar bort dem. Föreslå det för {0}.", "The questions are {0}'s. Only {0}, and whoever {0} has chosen, changes their order or removes them. Suggest it to {0}.")
SAMSYN_STRING(kRuleChairOrSecretary, "Mötesledaren och den som håller i pennan skriver upp vem som gör vad. Säg till dem, eller skriv i anteckningarna.", "The chair and whoever holds the pen write down who does what. Tell them, or write in the notes.")
SAMSYN_STRING(kRuleLeadsMeeting, "Mötesledaren, den som håller i pennan och {0} tar mötet vidare. Räck upp handen om du vill gå vidare.", "The chair, whoever holds the pen and {0} take the meeting on. Raise your hand if you want to move on.")
SAMSYN_STRING(kRuleOwnMandate, "Var och en säger själv vad de får bestämma.", "Everyone says for themselves what they may decide.")
SAMSYN_STRING(kRuleTakenHome, "Du har inte mandat att lova, så det står som ”tas med hem”. Kom överens om vilken dag du svarar.", "You have no mandate to promise, so it is written as “taken home”. Agree on the day you will answer.")
SAMSYN_STRING(kRuleOwnersYes, "Bara den som ska göra det kan säga ja. Fråga dem, eller låt det stå som förslag.", "Only the one who is to do it can say yes. Ask them, or leave it as proposed.")
SAMSYN_STRING(kRuleOwnDissent, "En avvikande mening kan bara ändras eller tas bort av den som har skrivit den.", "A dissenting opinion can only be changed or removed by whoever wrote it.")
SAMSYN_STRING(kRulePauseOthers, "{0}, närstående och mötesledaren kan pausa mötet. Räck upp handen om du behöver en paus.", "{0}, relatives and the chair can pause the meeting. Raise your hand if you need a pause.")
SAMSYN_STRING(kRuleNothingWritten, "Skriv något först.", "Write something first.")
SAMSYN_STRING(kRuleNotApproved, "{0} behöver först säga ja till kallelsen: texten, vilka som är med och takten.", "{0} first needs to say yes to the invitation: the text, who takes part and the pace.")
SAMSYN_STRING(kRuleReasonToClose, "Något saknas. Skriv varför ni avslutar ändå, så att det står i planen.", "Something is missing. Write why you close anyway, so that it stands in the plan.")
SAMSYN_STRING(kRuleReasonForNeed, "Det finns en olöst fråga som ingen för vidare. Bestäm vem som gör det, eller skriv varför ni avslutar ändå.", "There is an unresolved need that nobody carries on. Decide who does, or write why you close anyway.")
SAMSYN_STRING(kRuleClosed, "Mötet är avslutat. Skriv en rättelse i stället: det som stod från början finns kvar.", "The meeting is closed. Write a correction instead: what stood there at first remains.")
SAMSYN_STRING(kRuleNotClosed, "Mötet är inte avslutat än, så du kan ändra direkt i texten.", "The meeting is not closed yet, so you can change the text itself.")
SAMSYN_STRING(kRuleOwnTurn, "I rundan säger var och en själv när de har pratat klart.", "In the round everyone says for themselves when they are done.")
SAMSYN_STRING(kRuleNoCircle, "Två överenskommelser kan inte vänta på varandra.", "Two agreements cannot wait for each other.")
