#include "server/guess_limiter.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr milliseconds kStart{1'000'000};

// Guesses until it may not any more: how often it did.
int Guess(GuessLimiter& limiter, const std::string& address, const std::string& meeting, milliseconds now,
          int at_most = 1000) {
  int guesses = 0;
  while (guesses < at_most && limiter.MayTry(address, meeting, now)) {
    limiter.HearWrong(address, meeting, now);
    ++guesses;
  }
  return guesses;
}

std::string Address(int number) { return "2001:db8:0:" + std::to_string(number) + "::/64"; }

TEST_CASE("an address has its tries, in whatever meetings, and gets one more at a time") {
  GuessLimiter limiter{Limits()};
  CHECK(Guess(limiter, "a", "noor", kStart, 15) == 15);
  CHECK(Guess(limiter, "a", "other", kStart) == 5);
  CHECK_FALSE(limiter.MayTry("a", "third", kStart));
  CHECK(limiter.MayTry("b", "noor", kStart));
  CHECK_FALSE(limiter.MayTry("a", "noor", kStart + milliseconds(29'999)));
  CHECK(Guess(limiter, "a", "noor", kStart + seconds(30)) == 1);
  // Refused tries cost nothing, and more than all of them never come back.
  CHECK(Guess(limiter, "a", "noor", kStart + seconds(90)) == 2);
  CHECK(Guess(limiter, "a", "noor", kStart + minutes(600)) == 20);
}

TEST_CASE("right links cost nothing") {
  GuessLimiter limiter{Limits()};
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(limiter.MayTry("a", "noor", kStart));
    limiter.HearRight("a", "noor");
  }
  CHECK(limiter.EntryCount() == 0);
}

TEST_CASE("a meeting that was guessed at is closed to those who did, and to nobody else") {
  GuessLimiter limiter{Limits()};
  int guesses = 0;
  for (int i = 0; i < 6; ++i) guesses += Guess(limiter, Address(i), "noor", kStart, 10);
  CHECK(guesses == 60);
  for (int i = 0; i < 6; ++i) {
    CHECK_FALSE(limiter.MayTry(Address(i), "noor", kStart));
    CHECK(limiter.MayTry(Address(i), "other", kStart));
  }
  // A fresh address has one try there, however empty the meeting's bucket is; a participant needs no more.
  for (int i = 100; i < 200; ++i) CHECK(Guess(limiter, Address(i), "noor", kStart) == 1);
  CHECK(limiter.MayTry("participant", "noor", kStart));
  limiter.HearRight("participant", "noor");
  CHECK(limiter.MayTry("participant", "noor", kStart));
  // One more after ten seconds, for whoever comes first.
  CHECK_FALSE(limiter.MayTry(Address(0), "noor", kStart + milliseconds(9'999)));
  CHECK(Guess(limiter, Address(0), "noor", kStart + seconds(10)) == 1);
  CHECK_FALSE(limiter.MayTry(Address(1), "noor", kStart + seconds(10)));
}

TEST_CASE("who mistyped a link and then had it right is no guesser") {
  GuessLimiter limiter{Limits()};
  limiter.HearWrong("participant", "noor", kStart);
  limiter.HearRight("participant", "noor");
  for (int i = 0; i < 100; ++i) Guess(limiter, Address(i), "noor", kStart, 10);
  CHECK_FALSE(limiter.MayTry(Address(0), "noor", kStart));
  CHECK(limiter.MayTry("participant", "noor", kStart));
}

TEST_CASE("who guessed wrong is no guesser any more when the meeting could have been forgotten") {
  GuessLimiter limiter{Limits()};
  limiter.HearWrong("participant", "noor", kStart);
  const milliseconds later = kStart + minutes(10);
  for (int i = 0; i < 100; ++i) Guess(limiter, Address(i), "noor", later, 10);
  CHECK_FALSE(limiter.MayTry(Address(0), "noor", later));
  CHECK(limiter.MayTry("participant", "noor", later));
}

TEST_CASE("a flood of addresses and meetings does not grow it, and who guesses on is not forgotten") {
  GuessLimiter limiter{Limits()};
  const auto most = static_cast<int>(GuessLimiter::kMostEntries);
  CHECK(Guess(limiter, "persistent", "noor", kStart) == 20);
  for (int i = 0; i < most * 3; ++i) {
    limiter.HearWrong(Address(i), "meeting " + std::to_string(i), kStart);
    if (i % 1000 == 0) limiter.HearWrong("persistent", "noor", kStart);
    REQUIRE(limiter.EntryCount() <= 3 * GuessLimiter::kMostEntries);
  }
  CHECK(limiter.EntryCount() == 3 * GuessLimiter::kMostEntries);
  CHECK_FALSE(limiter.MayTry("persistent", "noor", kStart));
  // The longest unused are the ones that are forgotten.
  for (int i = 0; i < 20; ++i) limiter.HearWrong("late", "noor", kStart);
  CHECK_FALSE(limiter.MayTry("late", "noor", kStart));
  for (int i = 0; i < most; ++i) limiter.HearWrong(Address(i + most * 4), "meeting", kStart);
  CHECK(limiter.MayTry("late", "noor", kStart));
}

}  // namespace
}  // namespace samsyn
