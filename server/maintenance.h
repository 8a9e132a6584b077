// What the administrator asks of a relay that is running, through files in its data directory: a copy of the journal.
// It stands before the relay and hands every event on to it.
//
//   backup.request   made by whoever wants a copy; taken away by the relay, which then makes
//   backup.db        the copy, when it is whole, or
//   backup.error     a sentence, when it could not be made
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "server/background_journal.h"
#include "server/clock.h"
#include "server/sqlite_backup.h"
#include "server/transport.h"

namespace spdlog {
class logger;
}

namespace samsyn {

class Maintenance final : public TransportHandler {
 public:
  // All references outlive this. `relay_journal` is what the relay uses, with `journal` behind it.
  Maintenance(TransportHandler& relay, const BackgroundJournal& relay_journal, SqliteJournal& journal,
              std::filesystem::path directory, const Clock& clock, spdlog::logger& log);

  void OnOpen(ConnectionId connection, std::string_view address) override { relay_.OnOpen(connection, address); }
  [[nodiscard]] Reading OnMessage(ConnectionId connection, std::string_view frame) override {
    return relay_.OnMessage(connection, frame);
  }
  void OnPong(ConnectionId connection) override { relay_.OnPong(connection); }
  void OnClosed(ConnectionId connection) override { relay_.OnClosed(connection); }
  [[nodiscard]] std::chrono::milliseconds OnTurn() override;
  void OnStop() override;

 private:
  void LookForRequest();
  void ContinueCopy();
  void Answer(const Error& error);

  TransportHandler& relay_;
  const BackgroundJournal& relay_journal_;
  SqliteJournal& journal_;
  std::filesystem::path directory_;
  const Clock& clock_;
  spdlog::logger& log_;
  std::chrono::milliseconds looked_;
  std::unique_ptr<SqliteBackup> backup_;
};

// A relay takes a request within a second; one that has more to do than that gets time.
inline constexpr std::chrono::milliseconds kUntilTaken{10'000};

// The administrator's side: a copy of the journal in `directory` as `file`, made by the relay that is running there, or
// directly when none is, or when it dies meanwhile. kConflict when `file` exists. `patience`: after how long it is
// asked whether there still is a relay.
[[nodiscard]] Result<BackupContents> BackUp(const std::filesystem::path& directory, const std::filesystem::path& file,
                                            std::chrono::milliseconds patience = kUntilTaken);

}  // namespace samsyn
