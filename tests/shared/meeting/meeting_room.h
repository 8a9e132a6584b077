// Participants with a copy of the meeting each, who write apart and learn of each other when the test says so. The
// relay's stamp is kept: every copy knows who wrote with which replica.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "shared/meeting/meeting.h"

namespace samsyn {

class MeetingRoom {
 public:
  // Each participant's first copy; a name that ends in a digit is another page of the same participant ("tove2").
  explicit MeetingRoom(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const ReplicaId replica = 0x1000 + copies_.size();
      auto& copy = copies_[name] = std::make_unique<Meeting>(replica);
      std::string participant = name;
      while (!participant.empty() && participant.back() >= '0' && participant.back() <= '9') participant.pop_back();
      copy->NoteWriter(replica, participant);
      participants_[name] = participant;
    }
  }

  Meeting& operator[](const std::string& name) { return *copies_.at(name); }

  // Everybody learns what everybody has written.
  void Share() {
    std::vector<Written> written;
    for (auto& [name, copy] : copies_) {
      for (int kind = 0; kind < kDocumentKindCount; ++kind) {
        const auto document = static_cast<DocumentKind>(kind);
        for (Update& update : copy->Of(document).TakeUpdates()) {
          written.push_back({participants_.at(name), document, std::move(update)});
        }
      }
    }
    for (auto& [name, copy] : copies_) {
      for (const Written& any : written) {
        copy->NoteWriter(any.update.replica, any.participant);
        REQUIRE(copy->Of(any.document).Apply(any.update).Ok());
      }
      for (int kind = 0; kind < kDocumentKindCount; ++kind) {
        REQUIRE(copy->Of(static_cast<DocumentKind>(kind)).CheckInvariants() == "");
      }
    }
  }

  // The same answer from every copy, or a failure.
  template <typename Read>
  auto Everywhere(Read read) {
    auto answer = read(std::as_const(*copies_.begin()->second));
    for (const auto& one : copies_) {
      CAPTURE(one.first);
      CHECK(read(std::as_const(*one.second)) == answer);
    }
    return answer;
  }

 private:
  struct Written {
    std::string participant;
    DocumentKind document;
    Update update;
  };
  std::map<std::string, std::unique_ptr<Meeting>> copies_;
  std::map<std::string, std::string> participants_;
};

}  // namespace samsyn
