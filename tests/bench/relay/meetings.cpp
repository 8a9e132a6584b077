#include "tests/bench/relay/meetings.h"

#include <array>
#include <fstream>

#include "shared/crypto/meeting_maker.h"
#include "shared/document/document.h"
#include "tests/bench/relay/protocol.h"
#include "tests/support/seeded_random.h"

namespace samsyn::bench {
namespace {

constexpr FieldRef kText{.record = {}, .field = 1};
// So often somebody goes on elsewhere in the text.
constexpr unsigned kMovesPercent = 5;

Role RoleOf(std::size_t member) {
  if (member == 0) return Role::kChair;
  return member == 1 ? Role::kIndividual : Role::kProfessional;
}

MeetingMaker MakeRoom(std::size_t room, RandomSource& random) {
  MeetingMaker maker(MeetingName(room), random);
  maker.Access().consent = Consent::kGiven;
  for (std::size_t member = 0; member < kMembers; ++member) {
    maker.Invite({.id = ParticipantName(member), .role = RoleOf(member)}, InvitationOf(room, member).secret);
  }
  return maker;
}

void WriteBundle(const std::filesystem::path& directory, const Bundle& bundle) {
  std::ofstream file(directory / (bundle.meeting + ".bundle"), std::ios::binary);
  file << AsText(EncodeBundle(bundle));
  if (!file.flush()) Fail("a bundle cannot be written");
}

}  // namespace

std::string MeetingName(std::size_t room) { return "room" + std::to_string(10000 + room); }

std::string ParticipantName(std::size_t member) { return "person-" + std::to_string(member + 1); }

Invitation InvitationOf(std::size_t room, std::size_t member) {
  SeededRandom random(room * kMembers + member + 1);
  return {MeetingName(room), MakeSecret(random)};
}

std::vector<Typing> MakeTyping(std::size_t size, std::size_t letters) {
  SeededRandom random(size + letters);
  std::vector<Typing> typing;
  std::array<std::size_t, kMembers> carets{};
  std::size_t member = 0;
  for (std::size_t length = 0; length < size; length += letters) {
    if (random.Chance(kMovesPercent)) {
      member = random.Below(kMembers);
      carets[member] = random.Below(length + 1);
    }
    std::string text;
    for (std::size_t i = 0; i < letters; ++i) text += "etaoin srdlh"[random.Below(12)];
    typing.push_back({member, carets[member], text});
    const std::size_t at = carets[member];
    for (std::size_t other = 0; other < kMembers; ++other) {
      if (other == member || carets[other] > at) carets[other] += letters;
    }
  }
  return typing;
}

void WriteMeetings(const std::filesystem::path& directory, std::size_t first, std::size_t count) {
  SeededRandom random(first);
  for (std::size_t room = first; room < first + count; ++room) {
    WriteBundle(directory, MakeRoom(room, random).Finish(0));
  }
}

void WriteTextMeeting(const std::filesystem::path& directory, std::size_t room, const std::vector<Typing>& typing) {
  SeededRandom random(room);
  MeetingMaker maker = MakeRoom(room, random);
  std::vector<std::unique_ptr<Document>> copies;
  for (std::size_t member = 0; member < kMembers; ++member) {
    copies.push_back(std::make_unique<Document>(member + 1));
  }
  std::ofstream table(directory / "text.tsv");
  for (const auto& [member, position, text] : typing) {
    table << member << '\t' << position << '\t' << text << '\n';
    copies[member]->InsertText(kText, position, text);
    for (const Update& update : copies[member]->TakeUpdates()) {
      maker.Write(ParticipantName(member), DocumentKind::kPlan, update.replica, update.counter, update.payload);
      for (const auto& copy : copies) {
        if (copy != copies[member] && !copy->Apply(update)) Fail("an update of the text does not apply");
      }
    }
  }
  if (!table.flush()) Fail("the text cannot be written");
  WriteBundle(directory, maker.Finish(0));
}

}  // namespace samsyn::bench
