#include "tests/bench/relay/loads.h"

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace samsyn::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr std::size_t kOthers = kMembers - 1;
// Before anything counts.
constexpr milliseconds kWarmUp{1000};
// Until the memory of a server is what it stays at.
constexpr milliseconds kSettle{1500};

double Milliseconds(steady_clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

void Print(const char* name, double value) { std::printf("%s %.6g\n", name, value); }

double Percentile(std::vector<float>& sorted, double share) {
  if (sorted.empty()) Fail("nothing was delivered");
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return static_cast<double>(sorted[at]);
}

// Every edit reaches each of the others once, in the order in which it was written.
class OrderCheck {
 public:
  explicit OrderCheck(Rooms rooms) : first_(rooms.first * kMembers), next_(rooms.count * kMembers * kMembers) {}

  // The author's number within the load.
  std::size_t Check(const Client& to, Edit edit) {
    const std::size_t author = edit.author - first_;
    if (edit.author / kMembers != to.room || author >= next_.size() / kMembers) Fail("an edit of another room");
    std::size_t& next = next_[author * kMembers + to.member];
    if (edit.number != next) Fail("an edit is lost, doubled or out of its order");
    ++next;
    return author;
  }

 private:
  std::size_t first_;
  std::vector<std::size_t> next_;
};

class OpenLoop final : public LoadListener {
 public:
  OpenLoop(Rooms rooms, double per_second) : order_(rooms), period_(static_cast<std::int64_t>(1e9 / per_second)) {
    std::mt19937_64 random(rooms.count);
    for (std::size_t i = 0; i < rooms.count * kMembers; ++i) {
      phases_.push_back(nanoseconds(random() % static_cast<std::uint64_t>(period_.count())));
    }
    for (std::size_t i = 0; i < phases_.size(); ++i) turns_.push_back(i);
    std::sort(turns_.begin(), turns_.end(), [&](std::size_t a, std::size_t b) { return phases_[a] < phases_[b]; });
  }

  void Start() { start_ = steady_clock::now() + milliseconds(10); }
  // The n-th edit of all.
  [[nodiscard]] std::size_t AuthorOf(std::size_t n) const { return turns_[n % turns_.size()]; }
  [[nodiscard]] Time DueAt(std::size_t n) const { return DueAt(AuthorOf(n), n / turns_.size()); }

  void Delivered(Client& to, Edit edit) override {
    const std::size_t author = order_.Check(to, edit);
    const Time due = DueAt(author, edit.number);
    ++delivered_;
    if (due - start_ >= kWarmUp) latencies_.push_back(static_cast<float>(Milliseconds(steady_clock::now() - due)));
  }
  void Acknowledged(Client& /*from*/, std::size_t /*number*/) override {}

  [[nodiscard]] std::size_t Count() const { return delivered_; }
  std::vector<float>& Latencies() { return latencies_; }

 private:
  [[nodiscard]] Time DueAt(std::size_t author, std::size_t number) const {
    return start_ + phases_[author] + period_ * static_cast<std::int64_t>(number);
  }

  OrderCheck order_;
  nanoseconds period_;
  std::vector<nanoseconds> phases_;
  std::vector<std::size_t> turns_;  // authors by their phase
  Time start_;
  std::size_t delivered_ = 0;
  std::vector<float> latencies_;
};

class ClosedLoop final : public LoadListener {
 public:
  ClosedLoop(Rooms rooms, std::size_t outstanding, std::size_t edits, const Protocol& protocol)
      : order_(rooms),
        first_(rooms.first * kMembers),
        outstanding_(outstanding),
        edits_(edits),
        waits_for_(kOthers + (protocol.Acknowledges() ? 1 : 0)),
        authors_(rooms.count * kMembers) {
    for (Author& author : authors_) author.missing.assign(edits, static_cast<std::uint8_t>(waits_for_));
  }

  void Delivered(Client& to, Edit edit) override {
    const std::size_t author = order_.Check(to, edit);
    ++delivered_;
    Reached(author, edit.number);
  }
  void Acknowledged(Client& from, std::size_t number) override {
    const std::size_t author = from.room * kMembers + from.member - first_;
    for (std::size_t& next = authors_[author].acknowledged; next <= number; ++next) Reached(author, next);
  }

  // Whoever may write writes. Those who did are in `wrote`.
  void Write(std::deque<Client>& clients, Protocol& protocol, std::vector<Client*>& wrote) {
    for (const std::size_t author : may_write_) {
      Author& who = authors_[author];
      if (who.written - who.done >= outstanding_) continue;
      wrote.push_back(&clients[author]);
      while (who.written - who.done < outstanding_) {
        if (who.written == edits_) Fail("too few edits were prepared for a server this fast");
        protocol.SendEdit(clients[author], who.written++);
      }
    }
    may_write_.clear();
  }
  void LetAllWrite() {
    for (std::size_t i = 0; i < authors_.size(); ++i) may_write_.push_back(i);
  }
  [[nodiscard]] bool MayAnyWrite() const { return !may_write_.empty(); }
  [[nodiscard]] std::size_t Count() const { return delivered_; }
  [[nodiscard]] bool AllDone() const {
    return std::all_of(authors_.begin(), authors_.end(), [](const Author& who) { return who.written == who.done; });
  }

 private:
  struct Author {
    std::size_t written = 0;
    std::size_t done = 0;
    std::size_t acknowledged = 0;
    std::vector<std::uint8_t> missing;  // of each edit: those who do not have it yet, and the journal
  };
  void Reached(std::size_t author, std::size_t number) {
    Author& who = authors_[author];
    if (--who.missing.at(number) > 0) return;
    ++who.done;
    may_write_.push_back(author);
  }

  OrderCheck order_;
  std::size_t first_;
  std::size_t outstanding_;
  std::size_t edits_;
  std::size_t waits_for_;
  std::vector<Author> authors_;
  std::vector<std::size_t> may_write_;
  std::size_t delivered_ = 0;
};

class NoListener final : public LoadListener {
  void Delivered(Client& /*to*/, Edit /*edit*/) override {}
  void Acknowledged(Client& /*from*/, std::size_t /*number*/) override {}
};

}  // namespace

void RunOpenLoop(const ServerProcess& server, Protocol& protocol, Rooms rooms, double per_second, milliseconds time) {
  OpenLoop loop(rooms, per_second);
  Crowd crowd(server, protocol, loop);
  crowd.Join(rooms.first, rooms.count);
  const double all_seconds = std::chrono::duration<double>(kWarmUp + time).count();
  const auto edits = static_cast<std::size_t>(all_seconds * per_second);
  for (Client& client : crowd.Clients()) protocol.Prepare(client, edits);
  const std::size_t all = edits * crowd.Clients().size();

  const double cpu_before = server.CpuSeconds();
  loop.Start();
  for (std::size_t n = 0; n < all;) {
    if (loop.DueAt(n) > steady_clock::now()) {
      crowd.Step(loop.DueAt(n));
      continue;
    }
    Client& author = crowd.Clients()[loop.AuthorOf(n)];
    protocol.SendEdit(author, n / crowd.Clients().size());
    crowd.Flush(author);
    ++n;
    if (n % 16 == 0) crowd.Step(steady_clock::now());  // what has arrived is not left to wait behind what is late
  }
  if (!crowd.Until([&] { return loop.Count() == all * kOthers; })) Fail("edits were lost");
  const double cpu = server.CpuSeconds() - cpu_before;

  std::vector<float>& latencies = loop.Latencies();
  std::sort(latencies.begin(), latencies.end());
  Print("p50_ms", Percentile(latencies, 0.5));
  Print("p95_ms", Percentile(latencies, 0.95));
  Print("p99_ms", Percentile(latencies, 0.99));
  Print("cpu_us_per_delivery", cpu * 1e6 / static_cast<double>(loop.Count()));
}

void RunClosedLoop(const ServerProcess& server, Protocol& protocol, Rooms rooms, std::size_t outstanding,
                   std::size_t edits, milliseconds time) {
  ClosedLoop loop(rooms, outstanding, edits, protocol);
  Crowd crowd(server, protocol, loop);
  crowd.Join(rooms.first, rooms.count);
  for (Client& client : crowd.Clients()) protocol.Prepare(client, edits);

  std::vector<Client*> wrote;
  const auto run = [&](milliseconds part) {
    const Time end = steady_clock::now() + part;
    while (steady_clock::now() < end) {
      loop.Write(crowd.Clients(), protocol, wrote);
      for (Client* client : wrote) crowd.Flush(*client);
      wrote.clear();
      crowd.Step(end);
    }
  };
  loop.LetAllWrite();
  run(kWarmUp);
  const double cpu_before = server.CpuSeconds();
  const std::size_t count_before = loop.Count();
  const Time before = steady_clock::now();
  run(time);
  const double seconds = std::chrono::duration<double>(steady_clock::now() - before).count();
  const auto delivered = static_cast<double>(loop.Count() - count_before);
  const double cpu = server.CpuSeconds() - cpu_before;
  if (!crowd.Until([&] { return loop.AllDone(); })) Fail("edits were lost");

  Print("deliveries_per_s", delivered / seconds);
  Print("cpu_us_per_delivery", cpu * 1e6 / delivered);
  Print("cpu_share", cpu / seconds);
}

void RunIdle(const ServerProcess& server, Protocol& protocol, std::size_t first_room, std::size_t connections) {
  NoListener nobody;
  const std::size_t before = server.ResidentBytes();
  Crowd crowd(server, protocol, nobody);
  crowd.Join(first_room, connections / kMembers + 1, connections);
  const Time end = steady_clock::now() + kSettle;
  while (steady_clock::now() < end) crowd.Step(end);
  const auto grown = static_cast<double>(server.ResidentBytes()) - static_cast<double>(before);
  Print("kb_per_connection", grown / 1024 / static_cast<double>(connections));
}

void RunJoins(const ServerProcess& server, Protocol& protocol, std::size_t room, std::size_t joins, bool writes) {
  NoListener nobody;
  Crowd crowd(server, protocol, nobody);
  Client& resident = crowd.JoinOne(room, 0);
  if (writes) {
    protocol.Prepare(resident, 1);
    protocol.SendEdit(resident, 0);
    crowd.Flush(resident);
  }
  std::vector<float> times;
  std::size_t content = 0;
  const double cpu_before = server.CpuSeconds();
  for (std::size_t i = 0; i < joins; ++i) {
    const Time before = steady_clock::now();
    Client& client = crowd.JoinOne(room, 1 + i % kOthers);
    times.push_back(static_cast<float>(Milliseconds(steady_clock::now() - before)));
    if (i > 0 && protocol.CaughtUpWith(client) != content) Fail("a join brought something else than the last one");
    content = protocol.CaughtUpWith(client);
    crowd.Leave(client);
  }
  const double cpu = server.CpuSeconds() - cpu_before;
  std::sort(times.begin(), times.end());
  Print("p50_ms", Percentile(times, 0.5));
  Print("p95_ms", Percentile(times, 0.95));
  Print("cpu_ms_per_join", cpu * 1e3 / static_cast<double>(joins));
  Print("content", static_cast<double>(content));
}

}  // namespace samsyn::bench
