// The relay with everything around it in the fuzzer's hands: a network that looks at every frame, clocks that are set,
// and a journal that fails when it is told to. What is decided is checked against who may decide it.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "server/relay.h"
#include "tests/fuzz/relay_watch.h"
#include "tests/support/memory_journal.h"

namespace samsyn {

class RelayRoom {
 public:
  RelayRoom();

  [[nodiscard]] ConnectionId Open(const std::string& address);
  void Close(ConnectionId connection);
  [[nodiscard]] RelayWatch::Peer& At(ConnectionId connection) { return watch_.At(connection); }
  // A transport does not read on where the relay has asked it not to, and what comes after the end is nobody's.
  [[nodiscard]] bool Listens(ConnectionId connection) { return !At(connection).paused && !At(connection).ended; }

  void Say(ConnectionId connection, const Bytes& frame);
  void Say(ConnectionId connection, const HelloFrame& frame);
  void Say(ConnectionId connection, const AppendFrame& frame);
  void Say(ConnectionId connection, const FollowFrame& frame);
  void Say(ConnectionId connection, const CommandFrame& frame);
  void Say(ConnectionId connection, const CreateFrame& frame);
  void HearPong(ConnectionId connection) { relay_->OnPong(connection); }

  void Turn();
  void Pass(std::int64_t time);
  // By somebody else, seldom; the relay has a turn before anything else happens.
  void MoveWallClock(std::int64_t by);
  void Fail(bool writes, bool reads);
  void Restart();

  void CheckEverybody() const { watch_.CheckEverybody(); }
  // The journal works again, everybody reads, and then everybody leaves.
  void End();

  [[nodiscard]] std::int64_t Now() const { return clock_.unix_time; }
  [[nodiscard]] const Limits& GetLimits() const { return limits_; }

 private:
  void StartRelay();
  void CloseAll();
  void CheckStored() const;

  ScriptClock clock_;
  MemoryStorage storage_;
  MemoryJournal journal_{storage_};
  RelayWatch watch_{storage_, clock_};
  const Limits limits_;
  std::unique_ptr<Relay> relay_;
  ConnectionId last_connection_ = 0;
  bool log_is_whole_ = true;
  std::int64_t latest_ = kScriptBegins;  // the wall clock ever said
};

}  // namespace samsyn
