#include "client/cli/visit.h"

#include <utility>
#include <variant>

#include "client/state/sealed_copy.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;

std::int64_t Now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Visit::Visit(std::string url, const Invitation& invitation, RandomSource& random)
    : url_(std::move(url)),
      meeting_(std::make_unique<samsyn::Meeting>(random.Next())),
      sealed_(invitation, random, [this](const std::string& participant) { return BoxKeyIn(*meeting_, participant); }),
      session_(invitation.meeting, sealed_.Link().token, random) {}

Status Visit::Join(milliseconds patience) {
  const std::int64_t until = Now() + patience.count();
  while (!IsComplete()) {
    if (ended_) return Error{ErrorCode::kForbidden, ended_->message};
    if (Now() >= until) {
      return Error{ErrorCode::kUnavailable,
                   "the relay at " + url_ + " does not answer" + (closed_.empty() ? "" : ": " + closed_)};
    }
    Step(milliseconds(20));
  }
  return OkStatus();
}

Status Visit::Do(Command command, milliseconds patience) {
  const std::uint64_t number = session_.SendCommand(std::move(command));
  const std::int64_t until = Now() + patience.count();
  while (!answers_.contains(number)) {
    if (ended_) return Error{ErrorCode::kForbidden, ended_->message};
    if (Now() >= until) return Error{ErrorCode::kUnavailable, "the relay does not answer"};
    Step(milliseconds(20));
  }
  const AnsweredEvent& answer = answers_.at(number);
  if (answer.done) return OkStatus();
  return Error{ErrorCode::kForbidden, answer.message.empty() ? "the relay said no" : answer.message};
}

void Visit::Step(milliseconds longest) {
  session_.Tick(Now());
  if (session_.WantsClose()) {
    socket_.Close();
  } else if (session_.WantsConnection(Now())) {
    session_.Connecting(Now());
    socket_.Connect(url_, *this);
  }
  for (const Bytes& frame : session_.TakeOutgoing()) socket_.Send(frame);
  loop_.RunOnce(longest);
  for (; !inbox_.empty(); inbox_.pop_front()) {
    session_.Receive(inbox_.front(), Now());
    HandleEvents();
  }
  HandleEvents();
  for (const Bytes& frame : session_.TakeOutgoing()) socket_.Send(frame);
}

void Visit::HandleEvents() {
  for (SyncEvent& event : session_.TakeEvents()) {
    std::visit([&](auto& content) { Handle(content); }, event);
  }
}

bool Visit::IsComplete() const {
  if (access_.participants.empty()) return false;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const bool readable = MayRead(access_, me_, static_cast<DocumentKind>(kind), relay_now_);
    if (readable && (caught_up_ & (1U << kind)) == 0) return false;
  }
  return true;
}

void Visit::Handle(const WelcomedEvent& event) {
  me_ = event.participant;
  role_ = event.role;
}

void Visit::Handle(AccessEvent& event) {
  access_ = std::move(event.access);
  relay_now_ = event.now;
  sealed_.Take(me_, std::move(event.keys));
}

void Visit::Handle(const ReceivedEvent& event) {
  for (const StoredUpdate& update : event.updates) {
    if (!TakeSealed(*meeting_, sealed_, event.document, update)) ++unopened_;
  }
}

void Visit::OnOpen() { session_.Opened(Now()); }

void Visit::OnMessage(ByteView message) { inbox_.emplace_back(message.begin(), message.end()); }

void Visit::OnClosed(const std::string& reason) {
  closed_ = reason;
  // What came before the end came in time: an Error says why the connection ends.
  for (; !inbox_.empty(); inbox_.pop_front()) session_.Receive(inbox_.front(), Now());
  session_.Closed(Now());
}

}  // namespace samsyn
