#include "shared/wire/commands.h"

#include <algorithm>

#include "shared/wire/limits.h"

namespace samsyn {
namespace {

void WriteKeys(ByteWriter& out, const std::vector<KeyFor>& keys) {
  out.Varint(keys.size());
  for (const KeyFor& key : keys) Write(out, key);
}

std::vector<KeyFor> ReadKeys(ByteReader& in) {
  std::vector<KeyFor> keys;
  const std::uint64_t count = in.VarintUpTo(kMaxKeysPerCommand);
  for (std::uint64_t i = 0; i < count && !in.Failed(); ++i) keys.push_back(ReadKeyFor(in));
  return keys;
}

std::string ReadParticipant(ByteReader& in) {
  std::string participant = in.Text(kMaxIdBytes);
  if (participant.empty()) in.Fail();
  return participant;
}

struct CommandWriter {
  ByteWriter& out;

  void operator()(const InviteCommand& command) {
    out.Text(command.participant);
    out.Byte(static_cast<std::uint8_t>(command.role));
    out.Byte(command.only_item ? static_cast<std::uint8_t>(*command.only_item) : 0);
    out.SignedVarint(command.expires_at);
    out.Raw(command.token_hash);
    WriteKeys(out, command.keys);
  }
  void operator()(const RevokeCommand& command) {
    out.Text(command.participant);
    WriteKeys(out, command.keys);
  }
  void operator()(const HandOverCommand& command) { out.Text(command.participant); }
  void operator()(const ConsentCommand& command) {
    out.Byte(static_cast<std::uint8_t>(command.consent));
    out.SignedVarint(command.until);
  }
  void operator()(const HelperCommand& command) { out.Text(command.participant); }
  void operator()(const AsideCommand& command) {
    out.Text(command.participant);
    out.Byte(command.in ? 1 : 0);
    WriteKeys(out, command.keys);
  }
  void operator()(const RetentionCommand& command) { out.SignedVarint(command.purge_at); }
  void operator()(const PurgeCommand&) {}
  void operator()(const ExportedCommand& command) { out.Text(command.what); }
  void operator()(const ReadLogCommand& command) { out.Varint(command.after); }
};

InviteCommand ReadInvite(ByteReader& in) {
  InviteCommand command;
  command.participant = ReadParticipant(in);
  const std::uint8_t role = in.Byte();
  const std::uint8_t only_item = in.Byte();
  if (role >= kRoleCount || only_item >= kDocumentKindCount) in.Fail();
  if (only_item != 0 && !IsItem(static_cast<DocumentKind>(only_item))) in.Fail();
  command.role = static_cast<Role>(role);
  if (only_item != 0) command.only_item = static_cast<DocumentKind>(only_item);
  command.expires_at = in.SignedVarint();
  command.token_hash = ReadTokenHash(in);
  command.keys = ReadKeys(in);
  return command;
}

AsideCommand ReadAside(ByteReader& in) {
  AsideCommand command;
  command.participant = ReadParticipant(in);
  const std::uint8_t flag = in.Byte();
  if (flag > 1) in.Fail();
  command.in = flag == 1;
  command.keys = ReadKeys(in);
  return command;
}

ConsentCommand ReadConsent(ByteReader& in) {
  const std::uint8_t consent = in.Byte();
  if (consent >= kConsentCount) in.Fail();
  ConsentCommand command;
  command.consent = static_cast<Consent>(consent);
  command.until = in.SignedVarint();
  return command;
}

RevokeCommand ReadRevoke(ByteReader& in) {
  RevokeCommand command;
  command.participant = ReadParticipant(in);
  command.keys = ReadKeys(in);
  return command;
}

}  // namespace

TokenHash ReadTokenHash(ByteReader& in) {
  TokenHash hash{};
  const ByteView bytes = in.Raw(hash.size());
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

// The variant's index is the format: new commands come last.
void Write(ByteWriter& out, const Command& command) {
  out.Byte(static_cast<std::uint8_t>(command.index()));
  std::visit(CommandWriter{out}, command);
}

Command ReadCommand(ByteReader& in) {
  switch (in.Byte()) {
    case 0:
      return ReadInvite(in);
    case 1:
      return ReadRevoke(in);
    case 2:
      return HandOverCommand{ReadParticipant(in)};
    case 3:
      return ReadConsent(in);
    case 4:
      return HelperCommand{in.Text(kMaxIdBytes)};
    case 5:
      return ReadAside(in);
    case 6:
      return RetentionCommand{in.SignedVarint()};
    case 7:
      return PurgeCommand{};
    case 8:
      return ExportedCommand{in.Text(kMaxIdBytes)};
    case 9:
      return ReadLogCommand{in.Varint()};
    default:
      in.Fail();
      return PurgeCommand{};
  }
}

void Write(ByteWriter& out, const LogEntry& entry) {
  out.Varint(entry.sequence);
  out.SignedVarint(entry.at);
  out.Byte(static_cast<std::uint8_t>(entry.event));
  out.Text(entry.actor);
  out.Text(entry.subject);
  out.Text(entry.detail);
}

LogEntry ReadLogEntry(ByteReader& in) {
  LogEntry entry;
  entry.sequence = in.Varint();
  entry.at = in.SignedVarint();
  const std::uint8_t event = in.Byte();
  if (event >= kLogEventCount) in.Fail();
  entry.event = static_cast<LogEvent>(event);
  entry.actor = in.Text(kMaxIdBytes);
  entry.subject = in.Text(kMaxIdBytes);
  entry.detail = in.Text(kMaxIdBytes);
  return entry;
}

}  // namespace samsyn
