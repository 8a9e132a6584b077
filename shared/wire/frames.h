// The protocol between a client and the relay: one WebSocket binary message is one frame. See README.md beside this
// file for the conversation; a frame is a kind byte and then the fields below in order, encoded as in base/bytes.h.
//
// Decoding never throws and never trusts: what does not fit is an Error that says which frame was wrong.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/wire/access.h"
#include "shared/wire/commands.h"
#include "shared/wire/limits.h"
#include "shared/wire/roles.h"

namespace samsyn {

inline constexpr std::uint64_t kProtocolVersion = 4;

// --- From the client ---

struct Subscription {
  DocumentKind document = DocumentKind::kPlan;
  std::uint64_t after_sequence = 0;  // send what comes after this; 0 for everything
};

// Documents this participant may not read are passed over: the Access frame says which they are.
struct HelloFrame {
  std::uint64_t version = kProtocolVersion;
  std::string meeting;
  std::string token;  // derived from the link's secret (shared/crypto/invitation.h); the secret itself stays at home
  std::vector<Subscription> subscriptions;
};

// Instead of Hello: a meeting that is to be. The relay checks it as it checks a bundle that is imported, answers with
// Created or Error, and closes the connection; its participants then come with links of their own.
struct CreateFrame {
  std::uint64_t version = kProtocolVersion;
  std::string code;  // what those who run the relay have given to whoever may make meetings; empty: none
  Bytes bundle;      // bundle.h
};

// A document that may be read now and could not when Hello was said.
struct FollowFrame {
  Subscription subscription;
};

// One update to be stored. `counter` is the update's first operation counter; a replica's updates to one document are
// sent in growing order, so (replica, counter) also tells the relay that it already has this one.
struct AppendFrame {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  Bytes payload;
};

// Where my caret is and the like: passed on to the others in the meeting, never stored.
struct PresenceFrame {
  Bytes payload;
};

struct CommandFrame {
  std::uint64_t number = 0;  // the client's own; the answer has it too
  Command command;
};

struct PingFrame {
  std::uint64_t number = 0;
};

using ClientFrame =
    std::variant<HelloFrame, AppendFrame, PresenceFrame, PingFrame, FollowFrame, CommandFrame, CreateFrame>;

// --- From the relay ---

struct WelcomeFrame {
  std::uint64_t version = kProtocolVersion;
  std::string participant;  // who the link belongs to
  Role role = Role::kObserver;
  std::uint64_t connection = 0;  // this connection's number within the meeting
};

// Who may do what now, and this participant's keys: after Welcome, and whenever it has changed.
struct AccessFrame {
  MeetingAccess access;
  std::vector<WrappedKey> keys;
  std::int64_t now = 0;  // the relay's clock, which decides what has expired: milliseconds since 1970 UTC
};

// Within an Updates frame as updates_codec.h says.
struct StoredUpdate {
  std::uint64_t sequence = 0;  // 1, 2, 3, … within the document
  std::string participant;     // who sent it, as the relay knows them
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  Bytes payload;
  std::int64_t at = 0;  // when the relay stored it, by its clock: milliseconds since 1970 UTC; 0: nobody knows
};

struct UpdatesFrame {
  DocumentKind document = DocumentKind::kPlan;
  bool caught_up = false;  // nothing older remains to be sent for this document
  std::vector<StoredUpdate> updates;
};

// Everything of this replica up to `counter` is durable.
struct AckFrame {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  std::uint64_t sequence = 0;
};

struct PresenceFromFrame {
  std::uint64_t connection = 0;
  std::string participant;
  Bytes payload;
};

struct LeftFrame {
  std::uint64_t connection = 0;
};

// This one update was not stored and never will be; the connection goes on.
struct RefusedFrame {
  DocumentKind document = DocumentKind::kPlan;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  ErrorCode code = ErrorCode::kForbidden;
  Refusal reason = Refusal::kNone;
  std::string message;
};

// The last frame before the relay closes the connection.
struct ErrorFrame {
  ErrorCode code = ErrorCode::kMalformed;
  Refusal reason = Refusal::kNone;
  std::string message;
};

// A command is done and durable, or will not be done.
struct AnswerFrame {
  std::uint64_t number = 0;
  bool done = false;
  Refusal reason = Refusal::kNone;
  std::string message;
};

// Answers ReadLog, before the Answer frame.
struct LogFrame {
  std::vector<LogEntry> entries;
  bool caught_up = false;  // nothing later is stored
};

struct PongFrame {
  std::uint64_t number = 0;
};

// The meeting is durable. The last frame before the relay closes the connection.
struct CreatedFrame {};

using ServerFrame = std::variant<WelcomeFrame, UpdatesFrame, AckFrame, PresenceFromFrame, LeftFrame, RefusedFrame,
                                 ErrorFrame, PongFrame, AccessFrame, AnswerFrame, LogFrame, CreatedFrame>;

[[nodiscard]] Bytes Encode(const ClientFrame& frame);
[[nodiscard]] Bytes Encode(const ServerFrame& frame);
// An Updates frame of updates that stay where they are.
[[nodiscard]] Bytes EncodeUpdates(DocumentKind document, bool caught_up, std::span<const StoredUpdate* const> updates);
// Changes what an encoded Updates frame says about whether something remains to be sent.
void SetCaughtUp(Bytes& updates_frame, bool caught_up);
[[nodiscard]] Result<ClientFrame> DecodeClientFrame(ByteView bytes);
[[nodiscard]] Result<ServerFrame> DecodeServerFrame(ByteView bytes);

}  // namespace samsyn
