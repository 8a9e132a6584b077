// How clients write in tests that count: every mark stands in the text once, whoever writes what around it.
#pragma once

#include <map>
#include <string>

#include "shared/base/utf8.h"
#include "tests/integration/test_client.h"
#include "tests/integration/test_meeting.h"

namespace samsyn {

// Keys are pressed that no other key of the test is like: a Chinese letter each. Marks are those letters.
class UniqueKeys {
 public:
  std::string Next() {
    std::string key;
    AppendUtf8(key, next_++);
    return key;
  }

 private:
  char32_t next_ = 0x4E00;  // more than 20 000 follow
};

inline FieldRef NotesOfItem(TestClient& client, std::size_t index) {
  const std::vector<AgendaItem> agenda = client.Copy().Agenda();
  return Meeting::NotesOf(agenda.at(index % agenda.size()).record);
}

// One key, anywhere in some minutes.
inline void PressKey(TestClient& client, UniqueKeys& keys) {
  const FieldRef notes = NotesOfItem(client, client.Random().Below(kTestAgendaItems));
  const std::size_t size = client.Copy().Of(DocumentKind::kPlan).TextSize(notes);
  const std::string key = keys.Next();
  client.Write(DocumentKind::kPlan, notes, client.Random().Below(size + 1), key, {key});
}

// A paragraph of about that many letters, at the end of some minutes. Its marks are its first and its last letter.
inline void Paste(TestClient& client, UniqueKeys& keys, std::size_t letters) {
  const FieldRef notes = NotesOfItem(client, client.Random().Below(kTestAgendaItems));
  const std::string first = keys.Next();
  const std::string last = keys.Next();
  std::string pasted = first;
  while (pasted.size() < letters) pasted += "Noor sover bättre. ";
  pasted += last;
  const std::size_t end = client.Copy().Of(DocumentKind::kPlan).TextSize(notes);
  client.Write(DocumentKind::kPlan, notes, end, pasted, {first, last});
}

// How often each letter stands in the minutes.
inline std::map<std::string, int> CountLetters(const Meeting& meeting) {
  std::map<std::string, int> counts;
  const std::string text = AllNotes(meeting);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    (void)NextCodePoint(text, at);
    ++counts[text.substr(start, at - start)];
  }
  return counts;
}

// How many of the marks do not stand there exactly once.
inline std::size_t CountLostOrDoubled(const Meeting& meeting, const std::set<std::string>& marks) {
  const std::map<std::string, int> counts = CountLetters(meeting);
  std::size_t wrong = 0;
  for (const std::string& mark : marks) {
    const auto found = counts.find(mark);
    if (found == counts.end() || found->second != 1) ++wrong;
  }
  return wrong;
}

}  // namespace samsyn
