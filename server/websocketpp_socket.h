// The sockets below WebSocket++: its transport policy, on asio's sockets, plain or with TLS. Included by
// websocketpp_config.h only, compiled as C++17.
//
// WebSocket++'s own policy for asio costs each connection 4 KB for buffers and each message a system call. Here all
// plain connections share one buffer to read into, and what is written within a turn is gathered and leaves at its end,
// in one system call for each connection that has anything to send.
#pragma once

#include <algorithm>
#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/steady_timer.hpp>
#include <asio/write.hpp>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <websocketpp/common/connection_hdl.hpp>
#include <websocketpp/error.hpp>
#include <websocketpp/transport/base/connection.hpp>

namespace samsyn {

// Whatever is still to be sent when a connection ends has that long, and so has TLS for its goodbye.
inline constexpr std::chrono::milliseconds kLastWords{2000};

template <typename Config>
class SocketConnection;

// What the connections of one server share. Outlives them.
template <typename Config>
struct SocketShare {
  explicit SocketShare(asio::io_context& with) : context(with), read_buffer(kReadBytes) {}

  // At the end of a turn: everything leaves that was written since the last time.
  void Flush() {
    while (!waiting.empty()) {
      const std::vector<std::shared_ptr<SocketConnection<Config>>> now = std::exchange(waiting, {});
      for (const auto& connection : now) connection->Flush();
    }
  }
  [[nodiscard]] std::string TakeBuffer() {
    if (spare.empty()) return {};
    std::string buffer = std::move(spare.back());
    spare.pop_back();
    return buffer;
  }
  // What a connection has room for to send is not kept while it has nothing to send.
  void GiveBack(std::string& buffer) {
    std::string emptied = std::move(buffer);
    buffer = std::string();
    if (emptied.capacity() > kSpareBytes || spare.size() >= kSpareBuffers) return;
    emptied.clear();
    spare.push_back(std::move(emptied));
  }

  static constexpr std::size_t kReadBytes = 64 * 1024;
  static constexpr std::size_t kSpareBytes = 16 * 1024;
  static constexpr std::size_t kSpareBuffers = 256;

  asio::io_context& context;
  std::vector<char> read_buffer;
  std::vector<std::shared_ptr<SocketConnection<Config>>> waiting;  // have something to send
  std::vector<std::string> spare;
};

struct PlainSecurity {
  static constexpr bool kIsEncrypted = false;
  using Stream = asio::ip::tcp::socket;
};

struct TlsSecurity {
  static constexpr bool kIsEncrypted = true;
  using Stream = asio::ssl::stream<asio::ip::tcp::socket>;
};

template <typename Config>
class SocketConnection : public std::enable_shared_from_this<SocketConnection<Config>> {
  using Security = typename Config::security;
  using Failure = std::error_code;

 public:
  using type = SocketConnection;
  using ptr = std::shared_ptr<type>;

  struct Timer {
    asio::steady_timer timer;
    void cancel() { timer.cancel(); }
  };
  using timer_ptr = std::shared_ptr<Timer>;

  template <typename Log, typename ErrorLog>
  SocketConnection(bool /*is_server*/, const Log& /*log*/, const ErrorLog& /*error_log*/) {}

  // --- For the server ---

  void Use(SocketShare<Config>& share) { share_ = &share; }

  // Once, before anything else. `more` is asio's context for TLS.
  template <typename... More>
  void Attach(asio::ip::tcp::socket socket, More&... more) {
    stream_ = std::make_unique<typename Security::Stream>(std::move(socket), more...);
    Failure ignored;
    Socket().non_blocking(true, ignored);
    // Before the first byte: nothing that is sent waits for an answer to what was sent before.
    Socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  }
  [[nodiscard]] asio::ip::tcp::socket& Socket() {
    if constexpr (Security::kIsEncrypted) {
      return stream_->next_layer();
    } else {
      return *stream_;
    }
  }
  // TLS' handshake; `then` hears how it went.
  template <typename Then>
  void Encrypt(Then then) {
    stream_->async_handshake(asio::ssl::stream_base::server,
                             [self = get_shared(), then = std::move(then)](const Failure& failure) { then(failure); });
  }

  // What is already as it goes over the wire: the header of a frame, and the frame.
  void Append(std::string_view header, std::string_view content) {
    if (closed_ || on_shutdown_) return;
    std::size_t gone = 0;
    if constexpr (!Security::kIsEncrypted) {
      if (content.size() >= kLarge && !writing_) gone = WriteThrough(header, content);
    }
    if (gone == header.size() + content.size()) return;
    if (out_.capacity() == 0) out_ = share_->TakeBuffer();
    out_.append(header.substr(std::min(gone, header.size())));
    out_.append(content.substr(gone - std::min(gone, header.size())));
    WantFlush();
  }
  // Bytes that have not left for the network.
  [[nodiscard]] std::size_t QueuedBytes() const { return out_.size() - written_ + in_flight_.size(); }

  // Cut when it is still there after that time; replaces the time it had before. Unlike WebSocket++'s own timers this
  // one does not keep the connection.
  void LimitTo(std::chrono::milliseconds time) {
    limit_ = std::make_unique<asio::steady_timer>(share_->context, time);
    limit_->async_wait([weak = std::weak_ptr<type>(get_shared())](const Failure& failure) {
      const auto late = weak.lock();
      if (!failure && late) late->Cut(websocketpp::error::make_error_code(websocketpp::error::open_handshake_timeout));
    });
  }
  void EndLimit() { limit_.reset(); }

  // At once: nothing more is sent, and no goodbye in TLS waits for a peer who may not read.
  void Cut(const Failure& why) {
    if (closed_) return;
    dropped_ = true;
    const ptr self = get_shared();
    if (on_shutdown_) return Finish();
    static_cast<websocketpp::connection<Config>&>(*this).terminate(why);
    if (!closed_) Finish();  // WebSocket++ had not begun with it
  }

  void Flush() {
    flush_is_due_ = false;
    if (closed_ || writing_) return;
    if (out_.empty()) return Written();
    if constexpr (Security::kIsEncrypted) {
      WriteEncrypted();
    } else {
      WritePlain();
    }
  }

  // --- For WebSocket++ ---

  [[nodiscard]] ptr get_shared() { return type::shared_from_this(); }
  [[nodiscard]] bool is_secure() const { return Security::kIsEncrypted; }
  [[nodiscard]] std::string get_remote_endpoint() const { return {}; }
  void set_handle(const websocketpp::connection_hdl& /*handle*/) {}
  void set_uri(const websocketpp::uri_ptr& /*uri*/) {}

 protected:
  void init(const websocketpp::transport::init_handler& handler) { handler({}); }

  timer_ptr set_timer(long time, websocketpp::transport::timer_handler handler) {
    auto timer = std::make_shared<Timer>(Timer{asio::steady_timer(share_->context, std::chrono::milliseconds(time))});
    timer->timer.async_wait([timer, handler = std::move(handler)](const Failure& failure) {
      using namespace websocketpp::transport::error;
      if (!failure) return handler({});
      handler(make_error_code(failure == asio::error::operation_aborted ? operation_aborted : pass_through));
    });
    return timer;
  }

  Failure dispatch(const websocketpp::transport::dispatch_handler& handler) {
    handler();
    return {};
  }

  void async_read_at_least(std::size_t /*least: always 1*/, char* into, std::size_t size,
                           websocketpp::transport::read_handler handler) {
    if (closed_ || on_shutdown_) return;
    read_into_ = into;
    read_size_ = size;
    on_read_ = std::move(handler);
    if (feeding_) return;
    if (unread_.empty()) return Read();
    // Not now: whoever lets it read on is in the middle of a turn.
    asio::post(share_->context, [self = get_shared()] {
      if (self->on_read_ && !self->feeding_) self->Feed(std::exchange(self->unread_, {}));
    });
  }

  // What is written is taken over at once, so it has always been done when this returns.
  void async_write(const char* bytes, std::size_t size, const websocketpp::transport::write_handler& handler) {
    Append({}, {bytes, size});
    handler({});
  }
  void async_write(const std::vector<websocketpp::transport::buffer>& buffers,
                   const websocketpp::transport::write_handler& handler) {
    for (const auto& buffer : buffers) Append({}, {buffer.buf, buffer.len});
    handler({});
  }

  void async_shutdown(websocketpp::transport::shutdown_handler handler) {
    if (closed_) return handler({});
    on_shutdown_ = std::move(handler);
    on_read_ = nullptr;
    if (dropped_ || QueuedBytes() == 0) return Finish();
    if (!limit_) LimitTo(kLastWords);
  }

 private:
  void WantFlush() {
    if (std::exchange(flush_is_due_, true)) return;
    share_->waiting.push_back(get_shared());
  }

  void Read() {
    if (std::exchange(reading_, true)) return;
    if constexpr (Security::kIsEncrypted) {
      if (tls_buffer_.empty()) tls_buffer_.resize(kTlsReadBytes);
      stream_->async_read_some(asio::buffer(tls_buffer_),
                               [self = get_shared()](const Failure& failure, std::size_t size) {
                                 self->reading_ = false;
                                 self->Receive(failure, {self->tls_buffer_.data(), size});
                               });
    } else {
      // Straight into WebSocket++'s buffer: most messages fit, and asio then knows without asking the system again that
      // there was no more.
      stream_->async_read_some(asio::buffer(read_into_, read_size_),
                               [self = get_shared()](const Failure& failure, std::size_t size) {
                                 self->reading_ = false;
                                 if (self->closed_) return;
                                 if (failure) return self->Lose(failure);
                                 self->ReadOn(size);
                               });
    }
  }

  // So much is in WebSocket++'s buffer, and there is more if that is full.
  void ReadOn(std::size_t size) {
    const bool is_full = size == read_size_;
    {
      const Feeding feeding(feeding_);
      std::exchange(on_read_, nullptr)({}, size);
    }
    if (closed_ || on_shutdown_ || !on_read_) return;
    if (!is_full) return Read();
    Failure failure;
    std::vector<char>& buffer = share_->read_buffer;
    const std::size_t more = stream_->read_some(asio::buffer(buffer), failure);
    if (failure == asio::error::would_block) return Read();
    Receive(failure, {buffer.data(), more});
  }

  void Receive(const Failure& failure, std::string_view bytes) {
    if (closed_) return;
    if (failure) return Lose(failure);
    Feed(bytes);
  }

  // While WebSocket++ is handed something, it does not have to be read what it asks for: it gets it anyway.
  struct Feeding {
    bool& flag;
    explicit Feeding(bool& which) : flag(which) { flag = true; }
    ~Feeding() { flag = false; }
  };

  // WebSocket++ reads into its own small buffer, and stops to read when it is paused or has come to its end.
  void Feed(std::string_view bytes) {
    {
      const Feeding feeding(feeding_);
      while (!bytes.empty() && on_read_) {
        const std::size_t size = std::min(bytes.size(), read_size_);
        std::memcpy(read_into_, bytes.data(), size);
        bytes.remove_prefix(size);
        const auto handler = std::exchange(on_read_, nullptr);
        handler({}, size);
      }
    }
    if (closed_ || on_shutdown_) return;
    if (!bytes.empty()) {
      unread_.assign(bytes);
    } else if (on_read_) {
      Read();
    }
  }

  // The peer is gone, or the network.
  void Lose(const Failure& failure) {
    using namespace websocketpp::transport::error;
    Cut(make_error_code(failure == asio::error::eof ? eof : pass_through));
  }

  // What is large leaves at once, as far as the network takes it, behind what waits already: gathering it would only
  // copy it. How much of it has gone. A failure shows again at the end of the turn, when nobody is in the middle of
  // something.
  std::size_t WriteThrough(std::string_view header, std::string_view content) {
    Failure failure;
    while (written_ < out_.size() && !failure) {
      written_ += stream_->write_some(asio::buffer(out_.data() + written_, out_.size() - written_), failure);
    }
    if (failure) return 0;
    out_.clear();
    written_ = 0;
    const std::array<asio::const_buffer, 2> both = {asio::buffer(header.data(), header.size()),
                                                    asio::buffer(content.data(), content.size())};
    const std::size_t gone = stream_->write_some(both, failure);
    return failure ? 0 : gone;
  }

  void WritePlain() {
    while (written_ < out_.size()) {
      Failure failure;
      written_ += stream_->write_some(asio::buffer(out_.data() + written_, out_.size() - written_), failure);
      if (failure == asio::error::would_block) return WaitToWrite();
      if (failure) return Lose(failure);
    }
    Written();
  }

  void WaitToWrite() {
    constexpr std::size_t kWorthMoving = 64 * 1024;
    if (written_ >= kWorthMoving && written_ > out_.size() / 2) out_.erase(0, std::exchange(written_, 0));
    writing_ = true;
    stream_->async_wait(asio::ip::tcp::socket::wait_write, [self = get_shared()](const Failure& failure) {
      self->writing_ = false;
      if (self->closed_) return;
      if (failure) return self->Lose(failure);
      self->Flush();
    });
  }

  void WriteEncrypted() {
    in_flight_.swap(out_);
    writing_ = true;
    asio::async_write(*stream_, asio::buffer(in_flight_),
                      [self = get_shared()](const Failure& failure, std::size_t /*size*/) {
                        self->writing_ = false;
                        if (self->closed_) return;
                        self->share_->GiveBack(self->in_flight_);
                        if (failure) return self->Lose(failure);
                        if (self->out_.empty()) return self->Written();
                        self->Flush();
                      });
  }

  void Written() {
    written_ = 0;
    share_->GiveBack(out_);
    if (on_shutdown_) Finish();
  }

  // Everything is said: the end of the connection, and then of what WebSocket++ does with it.
  void Finish() {
    closed_ = true;
    limit_.reset();
    on_read_ = nullptr;
    share_->GiveBack(out_);
    const bool says_goodbye = Security::kIsEncrypted && !dropped_;
    if (says_goodbye) {
      SayGoodbye();
    } else {
      Close();
    }
    if (const auto handler = std::exchange(on_shutdown_, nullptr)) handler({});
  }

  void SayGoodbye() {
    if constexpr (Security::kIsEncrypted) {
      limit_ = std::make_unique<asio::steady_timer>(share_->context, kLastWords);
      limit_->async_wait([weak = std::weak_ptr<type>(get_shared())](const Failure& failure) {
        const auto late = weak.lock();
        if (!failure && late) late->Close();
      });
      stream_->async_shutdown([self = get_shared()](const Failure& /*failure*/) {
        self->limit_.reset();
        self->Close();
      });
    }
  }

  void Close() {
    Failure ignored;
    Socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    Socket().close(ignored);
  }

  static constexpr std::size_t kTlsReadBytes = 2048;
  static constexpr std::size_t kLarge = 32 * 1024;

  SocketShare<Config>* share_ = nullptr;
  std::unique_ptr<typename Security::Stream> stream_;
  std::unique_ptr<asio::steady_timer> limit_;
  websocketpp::transport::read_handler on_read_;  // WebSocket++ wants to read
  char* read_into_ = nullptr;
  std::size_t read_size_ = 0;
  std::string unread_;  // has arrived while it did not
  std::string out_;
  std::size_t written_ = 0;  // of out_
  std::string in_flight_;    // with TLS: being written
  std::vector<char> tls_buffer_;
  websocketpp::transport::shutdown_handler on_shutdown_;  // it ends when everything is written
  bool reading_ = false;
  bool feeding_ = false;
  bool writing_ = false;
  bool flush_is_due_ = false;
  bool dropped_ = false;  // what is to be sent is not sent any more
  bool closed_ = false;
};

template <typename Config>
class SocketEndpoint {
 public:
  using type = SocketEndpoint;
  using ptr = std::shared_ptr<type>;
  using transport_con_type = SocketConnection<Config>;
  using transport_con_ptr = typename transport_con_type::ptr;

  // `share` outlives the endpoint and its connections.
  void Use(SocketShare<Config>& share) { share_ = &share; }
  [[nodiscard]] bool is_secure() const { return Config::security::kIsEncrypted; }

 protected:
  template <typename Log, typename ErrorLog>
  void init_logging(const Log& /*log*/, const ErrorLog& /*error_log*/) {}
  std::error_code init(const transport_con_ptr& connection) {
    connection->Use(*share_);
    return {};
  }

 private:
  SocketShare<Config>* share_ = nullptr;
};

}  // namespace samsyn
