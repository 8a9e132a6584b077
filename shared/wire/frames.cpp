#include "shared/wire/frames.h"

#include <utility>

#include "shared/wire/updates_codec.h"

namespace samsyn {
namespace {

// The kind byte. Values are the format: never reuse one.
enum class Kind : std::uint8_t {
  kHello = 1,
  kAppend = 2,
  kPresence = 3,
  kPing = 4,
  kFollow = 5,
  kCommand = 6,
  kCreate = 7,
  kWelcome = 16,
  kUpdates = 17,
  kAck = 18,
  kPresenceFrom = 19,
  kLeft = 20,
  kRefused = 21,
  kError = 22,
  kPong = 23,
  kAccess = 24,
  kAnswer = 25,
  kLog = 26,
  kCreated = 27,
};

void WriteKind(ByteWriter& out, Kind kind) { out.Byte(static_cast<std::uint8_t>(kind)); }

template <typename Enum>
void WriteEnum(ByteWriter& out, Enum value) {
  out.Varint(static_cast<std::uint64_t>(value));
}

template <typename Enum>
Enum ReadEnum(ByteReader& in, int count) {
  return static_cast<Enum>(in.VarintUpTo(static_cast<std::uint64_t>(count - 1)));
}

DocumentKind ReadDocument(ByteReader& in) { return ReadEnum<DocumentKind>(in, kDocumentKindCount); }
ErrorCode ReadErrorCode(ByteReader& in) {
  return ReadEnum<ErrorCode>(in, static_cast<int>(ErrorCode::kUnsupported) + 1);
}
Refusal ReadRefusal(ByteReader& in) { return ReadEnum<Refusal>(in, kRefusalCount); }
bool ReadFlag(ByteReader& in) {
  const std::uint8_t flag = in.Byte();
  if (flag > 1) in.Fail();
  return flag == 1;
}
Bytes ReadBlob(ByteReader& in, std::size_t largest) {
  const ByteView view = in.Blob(largest);
  return {view.begin(), view.end()};
}

struct Encoder {
  ByteWriter out;
  UpdatesCodec updates;  // of an Updates frame

  void Write(const Subscription& subscription) {
    WriteEnum(out, subscription.document);
    out.Varint(subscription.after_sequence);
  }

  void operator()(const HelloFrame& frame) {
    WriteKind(out, Kind::kHello);
    out.Varint(frame.version);
    out.Text(frame.meeting);
    out.Text(frame.token);
    out.Varint(frame.subscriptions.size());
    for (const Subscription& subscription : frame.subscriptions) Write(subscription);
  }
  void operator()(const CreateFrame& frame) {
    WriteKind(out, Kind::kCreate);
    out.Varint(frame.version);
    out.Text(frame.code);
    out.Blob(frame.bundle);
  }
  void operator()(const FollowFrame& frame) {
    WriteKind(out, Kind::kFollow);
    Write(frame.subscription);
  }
  void operator()(const CommandFrame& frame) {
    WriteKind(out, Kind::kCommand);
    out.Varint(frame.number);
    samsyn::Write(out, frame.command);
  }
  void operator()(const AppendFrame& frame) {
    WriteKind(out, Kind::kAppend);
    WriteEnum(out, frame.document);
    out.Fixed64(frame.replica);
    out.Varint(frame.counter);
    out.Blob(frame.payload);
  }
  void operator()(const PresenceFrame& frame) {
    WriteKind(out, Kind::kPresence);
    out.Blob(frame.payload);
  }
  void operator()(const PingFrame& frame) {
    WriteKind(out, Kind::kPing);
    out.Varint(frame.number);
  }
  void operator()(const WelcomeFrame& frame) {
    WriteKind(out, Kind::kWelcome);
    out.Varint(frame.version);
    out.Text(frame.participant);
    WriteEnum(out, frame.role);
    out.Varint(frame.connection);
  }
  void operator()(const UpdatesFrame& frame) {
    Begin(frame.document, frame.caught_up, frame.updates.size());
    for (const StoredUpdate& update : frame.updates) updates.Write(out, update);
  }
  void Begin(DocumentKind document, bool caught_up, std::size_t count) {
    WriteKind(out, Kind::kUpdates);
    WriteEnum(out, document);
    out.Byte(caught_up ? 1 : 0);
    out.Varint(count);
  }
  void operator()(const AckFrame& frame) {
    WriteKind(out, Kind::kAck);
    WriteEnum(out, frame.document);
    out.Fixed64(frame.replica);
    out.Varint(frame.counter);
    out.Varint(frame.sequence);
  }
  void operator()(const PresenceFromFrame& frame) {
    WriteKind(out, Kind::kPresenceFrom);
    out.Varint(frame.connection);
    out.Text(frame.participant);
    out.Blob(frame.payload);
  }
  void operator()(const LeftFrame& frame) {
    WriteKind(out, Kind::kLeft);
    out.Varint(frame.connection);
  }
  void operator()(const RefusedFrame& frame) {
    WriteKind(out, Kind::kRefused);
    WriteEnum(out, frame.document);
    out.Fixed64(frame.replica);
    out.Varint(frame.counter);
    WriteEnum(out, frame.code);
    WriteEnum(out, frame.reason);
    out.Text(frame.message);
  }
  void operator()(const ErrorFrame& frame) {
    WriteKind(out, Kind::kError);
    WriteEnum(out, frame.code);
    WriteEnum(out, frame.reason);
    out.Text(frame.message);
  }
  void operator()(const PongFrame& frame) {
    WriteKind(out, Kind::kPong);
    out.Varint(frame.number);
  }
  void operator()(const AccessFrame& frame) {
    WriteKind(out, Kind::kAccess);
    samsyn::Write(out, frame.access);
    out.Varint(frame.keys.size());
    for (const WrappedKey& key : frame.keys) samsyn::Write(out, key);
    out.SignedVarint(frame.now);
  }
  void operator()(const AnswerFrame& frame) {
    WriteKind(out, Kind::kAnswer);
    out.Varint(frame.number);
    out.Byte(frame.done ? 1 : 0);
    WriteEnum(out, frame.reason);
    out.Text(frame.message);
  }
  void operator()(const LogFrame& frame) {
    WriteKind(out, Kind::kLog);
    out.Byte(frame.caught_up ? 1 : 0);
    out.Varint(frame.entries.size());
    for (const LogEntry& entry : frame.entries) samsyn::Write(out, entry);
  }
  void operator()(const CreatedFrame& /*frame*/) { WriteKind(out, Kind::kCreated); }
};

Subscription ReadSubscription(ByteReader& in) {
  Subscription subscription;
  subscription.document = ReadDocument(in);
  subscription.after_sequence = in.Varint();
  return subscription;
}

HelloFrame ReadHello(ByteReader& in) {
  HelloFrame frame;
  frame.version = in.Varint();
  frame.meeting = in.Text(kMaxIdBytes);
  frame.token = in.Text(kMaxTokenBytes);
  const std::uint64_t count = in.VarintUpTo(kDocumentKindCount);
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) frame.subscriptions.push_back(ReadSubscription(in));
  return frame;
}

CreateFrame ReadCreate(ByteReader& in) {
  CreateFrame frame;
  frame.version = in.Varint();
  frame.code = in.Text(kMaxCodeBytes);
  frame.bundle = ReadBlob(in, kMaxFrameBytes);
  return frame;
}

CommandFrame ReadCommandFrame(ByteReader& in) {
  CommandFrame frame;
  frame.number = in.Varint();
  frame.command = ReadCommand(in);
  return frame;
}

AppendFrame ReadAppend(ByteReader& in) {
  AppendFrame frame;
  frame.document = ReadDocument(in);
  frame.replica = in.Fixed64();
  frame.counter = in.Varint();
  frame.payload = ReadBlob(in, kMaxUpdateBytes);
  return frame;
}

WelcomeFrame ReadWelcome(ByteReader& in) {
  WelcomeFrame frame;
  frame.version = in.Varint();
  frame.participant = in.Text(kMaxIdBytes);
  frame.role = ReadEnum<Role>(in, kRoleCount);
  frame.connection = in.Varint();
  return frame;
}

UpdatesFrame ReadUpdates(ByteReader& in) {
  UpdatesFrame frame;
  frame.document = ReadDocument(in);
  frame.caught_up = ReadFlag(in);
  const std::uint64_t count = in.VarintUpTo(kMaxUpdatesPerFrame);
  UpdatesCodec codec;
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) {
    frame.updates.push_back(codec.Read(in));
  }
  return frame;
}

AckFrame ReadAck(ByteReader& in) {
  AckFrame frame;
  frame.document = ReadDocument(in);
  frame.replica = in.Fixed64();
  frame.counter = in.Varint();
  frame.sequence = in.Varint();
  return frame;
}

PresenceFromFrame ReadPresenceFrom(ByteReader& in) {
  PresenceFromFrame frame;
  frame.connection = in.Varint();
  frame.participant = in.Text(kMaxIdBytes);
  frame.payload = ReadBlob(in, kMaxPresenceBytes);
  return frame;
}

RefusedFrame ReadRefused(ByteReader& in) {
  RefusedFrame frame;
  frame.document = ReadDocument(in);
  frame.replica = in.Fixed64();
  frame.counter = in.Varint();
  frame.code = ReadErrorCode(in);
  frame.reason = ReadRefusal(in);
  frame.message = in.Text(kMaxMessageBytes);
  return frame;
}

ErrorFrame ReadError(ByteReader& in) {
  ErrorFrame frame;
  frame.code = ReadErrorCode(in);
  frame.reason = ReadRefusal(in);
  frame.message = in.Text(kMaxMessageBytes);
  return frame;
}

AccessFrame ReadAccess(ByteReader& in) {
  AccessFrame frame;
  frame.access = ReadMeetingAccess(in);
  const std::uint64_t count = in.VarintUpTo(kMaxKeysPerParticipant);
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) frame.keys.push_back(ReadWrappedKey(in));
  frame.now = in.SignedVarint();
  return frame;
}

AnswerFrame ReadAnswer(ByteReader& in) {
  AnswerFrame frame;
  frame.number = in.Varint();
  frame.done = ReadFlag(in);
  frame.reason = ReadRefusal(in);
  frame.message = in.Text(kMaxMessageBytes);
  return frame;
}

LogFrame ReadLog(ByteReader& in) {
  LogFrame frame;
  frame.caught_up = ReadFlag(in);
  const std::uint64_t count = in.VarintUpTo(kMaxLogEntriesPerFrame);
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) frame.entries.push_back(ReadLogEntry(in));
  return frame;
}

template <typename Variant, typename Frame>
Result<Variant> Finish(const ByteReader& in, Frame frame, const char* name) {
  if (!in.Finished()) return Error{ErrorCode::kMalformed, std::string("malformed ") + name + " frame"};
  return Variant(std::move(frame));
}

template <typename Frame>
Bytes EncodeWith(const Frame& frame) {
  Encoder encoder;
  std::visit(encoder, frame);
  return encoder.out.Take();
}

}  // namespace

Bytes EncodeUpdates(DocumentKind document, bool caught_up, std::span<const StoredUpdate* const> updates) {
  constexpr std::size_t kUsually = 48;  // beside the payload
  std::size_t size = kUsually;
  for (const StoredUpdate* update : updates) size += kUsually + update->payload.size();
  Encoder encoder;
  encoder.out.Reserve(size);
  encoder.Begin(document, caught_up, updates.size());
  for (const StoredUpdate* update : updates) encoder.updates.Write(encoder.out, *update);
  return encoder.out.Take();
}

void SetCaughtUp(Bytes& updates_frame, bool caught_up) {
  // After the kind and the document, which take a byte each.
  static_assert(kDocumentKindCount <= 0x80);
  updates_frame.at(2) = caught_up ? 1 : 0;
}

Bytes Encode(const ClientFrame& frame) { return EncodeWith(frame); }
Bytes Encode(const ServerFrame& frame) { return EncodeWith(frame); }

Result<ClientFrame> DecodeClientFrame(ByteView bytes) {
  if (bytes.size() > kMaxFrameBytes) return Error{ErrorCode::kTooLarge, "frame too large"};
  ByteReader in(bytes);
  switch (static_cast<Kind>(in.Byte())) {
    case Kind::kHello: {
      HelloFrame frame = ReadHello(in);
      return Finish<ClientFrame>(in, std::move(frame), "hello");
    }
    case Kind::kAppend: {
      AppendFrame frame = ReadAppend(in);
      if (frame.counter == 0) in.Fail();
      return Finish<ClientFrame>(in, std::move(frame), "append");
    }
    case Kind::kPresence: {
      PresenceFrame frame{ReadBlob(in, kMaxPresenceBytes)};
      return Finish<ClientFrame>(in, std::move(frame), "presence");
    }
    case Kind::kPing: {
      const PingFrame frame{in.Varint()};
      return Finish<ClientFrame>(in, frame, "ping");
    }
    case Kind::kFollow: {
      const FollowFrame frame{ReadSubscription(in)};
      return Finish<ClientFrame>(in, frame, "follow");
    }
    case Kind::kCommand: {
      CommandFrame frame = ReadCommandFrame(in);
      return Finish<ClientFrame>(in, std::move(frame), "command");
    }
    case Kind::kCreate: {
      CreateFrame frame = ReadCreate(in);
      return Finish<ClientFrame>(in, std::move(frame), "create");
    }
    default:
      return Error{ErrorCode::kMalformed, "unknown kind of frame"};
  }
}

Result<ServerFrame> DecodeServerFrame(ByteView bytes) {
  ByteReader in(bytes);
  switch (static_cast<Kind>(in.Byte())) {
    case Kind::kWelcome: {
      WelcomeFrame frame = ReadWelcome(in);
      return Finish<ServerFrame>(in, std::move(frame), "welcome");
    }
    case Kind::kUpdates: {
      UpdatesFrame frame = ReadUpdates(in);
      return Finish<ServerFrame>(in, std::move(frame), "updates");
    }
    case Kind::kAck: {
      const AckFrame frame = ReadAck(in);
      return Finish<ServerFrame>(in, frame, "ack");
    }
    case Kind::kPresenceFrom: {
      PresenceFromFrame frame = ReadPresenceFrom(in);
      return Finish<ServerFrame>(in, std::move(frame), "presence");
    }
    case Kind::kLeft: {
      const LeftFrame frame{in.Varint()};
      return Finish<ServerFrame>(in, frame, "left");
    }
    case Kind::kRefused: {
      RefusedFrame frame = ReadRefused(in);
      return Finish<ServerFrame>(in, std::move(frame), "refused");
    }
    case Kind::kError: {
      ErrorFrame frame = ReadError(in);
      return Finish<ServerFrame>(in, std::move(frame), "error");
    }
    case Kind::kPong: {
      const PongFrame frame{in.Varint()};
      return Finish<ServerFrame>(in, frame, "pong");
    }
    case Kind::kAccess: {
      AccessFrame frame = ReadAccess(in);
      return Finish<ServerFrame>(in, std::move(frame), "access");
    }
    case Kind::kAnswer: {
      AnswerFrame frame = ReadAnswer(in);
      return Finish<ServerFrame>(in, std::move(frame), "answer");
    }
    case Kind::kLog: {
      LogFrame frame = ReadLog(in);
      return Finish<ServerFrame>(in, std::move(frame), "log");
    }
    case Kind::kCreated:
      return Finish<ServerFrame>(in, CreatedFrame{}, "created");
    default:
      return Error{ErrorCode::kMalformed, "unknown kind of frame"};
  }
}

}  // namespace samsyn
