// A client's connection to a MemoryRelay. As with a real one, nothing comes back from inside a call: what arrives waits
// until it is delivered.
#pragma once

#include <string>

#include "client/net/transport.h"
#include "tests/support/memory_relay.h"

namespace samsyn {

class MemoryTransport final : public Transport {
 public:
  // `relay` outlives the transport.
  explicit MemoryTransport(MemoryRelay& relay) : relay_(relay) {}
  MemoryTransport(const MemoryTransport&) = delete;
  MemoryTransport& operator=(const MemoryTransport&) = delete;
  ~MemoryTransport() override { relay_.Drop(connection_); }

  void Connect(const std::string& /*url*/, TransportListener& listener) override {
    relay_.Drop(connection_);
    listener_ = &listener;
    state_ = State::kConnecting;
    ++attempts_;
  }
  void Send(ByteView message) override {
    if (state_ == State::kOpen && !silent_) relay_.Receive(connection_, message);
  }
  void Close() override {
    if (state_ != State::kIdle) state_ = State::kClosing;
  }

  // Hands on what has arrived. False: nothing had.
  bool Deliver() {
    if (silent_ && state_ != State::kClosing) return false;
    if (state_ == State::kConnecting) {
      if (!reachable_) {
        state_ = State::kClosing;
        return Deliver();
      }
      connection_ = relay_.Accept();
      state_ = State::kOpen;
      listener_->OnOpen();
      return true;
    }
    if (state_ == State::kOpen) {
      if (const auto message = relay_.TakeMessage(connection_)) {
        listener_->OnMessage(*message);
        return true;
      }
      if (!relay_.IsClosing(connection_)) return false;
      state_ = State::kClosing;
    }
    if (state_ != State::kClosing) return false;
    relay_.Drop(connection_);
    state_ = State::kIdle;
    listener_->OnClosed("closed");
    return true;
  }

  // The network is gone, or back.
  void SetReachable(bool reachable) {
    reachable_ = reachable;
    if (!reachable && state_ != State::kIdle) state_ = State::kClosing;
  }
  // The network loses everything and says nothing about it.
  void SetSilent(bool silent) { silent_ = silent; }
  [[nodiscard]] int Attempts() const { return attempts_; }

 private:
  enum class State { kIdle, kConnecting, kOpen, kClosing };

  MemoryRelay& relay_;
  TransportListener* listener_ = nullptr;
  MemoryRelay::Connection connection_ = 0;
  State state_ = State::kIdle;
  bool reachable_ = true;
  bool silent_ = false;
  int attempts_ = 0;
};

}  // namespace samsyn
