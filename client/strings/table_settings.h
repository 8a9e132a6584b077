// Included by table.h: how this person wants the page.
// clang-format off

// --- Settings ---
SAMSYN_STRING(kSettings, "Anpassa", "Settings")
SAMSYN_STRING(kSettingsTitle, "Anpassa sidan", "Adapt the page")
SAMSYN_STRING(kSettingsAbout, "Det du väljer gäller bara dig, på den här enheten.", "What you choose is for you alone, on this device.")
SAMSYN_STRING(kSettingsLanguage, "Språk", "Language")
SAMSYN_STRING(kSettingsText, "Textstorlek", "Text size")
SAMSYN_STRING(kPercent, "{0} %", "{0}%")
SAMSYN_STRING(kAppearance, "Färger", "Colours")
SAMSYN_STRING(kAppearanceSystem, "Som på enheten", "As on the device")
SAMSYN_STRING(kAppearanceLight, "Ljusa", "Light")
SAMSYN_STRING(kAppearanceDark, "Mörka", "Dark")
SAMSYN_STRING(kAppearanceContrast, "Hög kontrast", "High contrast")
SAMSYN_STRING(kPlainPage, "Vanlig sida", "Plain page")
SAMSYN_STRING(kPlainPageAbout, "Samma möte som en vanlig webbsida, uppifrån och ner. Bra med skärmläsare, zoom, översättning och utskrift.", "The same meeting as an ordinary web page, from top to bottom. Good with a screen reader, zoom, translation and print.")
SAMSYN_STRING(kMustBePlain, "Den här webbläsaren kan inte rita mötet, så det visas som en vanlig sida. Allt går att göra här.", "This browser cannot draw the meeting, so it is shown as a plain page. Everything can be done here.")
SAMSYN_STRING(kQuiet, "Läs inte upp vad andra gör", "Do not read out what others do")
SAMSYN_STRING(kQuietAbout, "För skärmläsare. Du hör ändå om kontakten bryts eller om något inte kunde sparas.", "For screen readers. You still hear it when the connection is lost or something could not be saved.")
SAMSYN_STRING(kPrint, "Skriv ut", "Print")
SAMSYN_STRING(kSkipTo, "Hoppa till", "Skip to")

// --- What is read out ---
SAMSYN_STRING(kWroteThere, "{0} skrev: {1}", "{0} wrote: {1}")
SAMSYN_STRING(kErasedThere, "{0} tog bort text", "{0} removed text")
SAMSYN_STRING(kSavedNow, "Allt är sparat", "Everything is saved")
SAMSYN_STRING(kRoleNow, "{0} är nu {1}", "{0} is now {1}")
SAMSYN_STRING(kMyRoleNow, "Du är nu {0}", "You are now {0}")
SAMSYN_STRING(kConsentGivenNow, "{0} har sagt ja: ni får prata med varandra", "{0} has said yes: you may talk with each other")
SAMSYN_STRING(kConsentEndedNow, "{0}s samtycke gäller inte längre", "{0}'s consent no longer holds")
