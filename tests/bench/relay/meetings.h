// The meetings the relay is loaded with, and the text of the cold join: everything in them follows from their number.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "shared/crypto/invitation.h"

namespace samsyn::bench {

[[nodiscard]] std::string MeetingName(std::size_t room);
[[nodiscard]] std::string ParticipantName(std::size_t member);
[[nodiscard]] Invitation InvitationOf(std::size_t room, std::size_t member);

// One edit of the text: which of the members wrote what where.
struct Typing {
  std::size_t member = 0;
  std::size_t position = 0;
  std::string text;
};
// A text of so many letters, each edit having `letters` of them: six people who write on where they are, and now and
// then somewhere else.
[[nodiscard]] std::vector<Typing> MakeTyping(std::size_t size, std::size_t letters);

// bundle files of the rooms first … first + count - 1, empty.
void WriteMeetings(const std::filesystem::path& directory, std::size_t first, std::size_t count);
// The same for one room that holds the text, and text.tsv beside it for whoever makes it in another engine.
void WriteTextMeeting(const std::filesystem::path& directory, std::size_t room, const std::vector<Typing>& typing);

}  // namespace samsyn::bench
