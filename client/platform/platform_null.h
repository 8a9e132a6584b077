// A machine for native tests: time stands still until told otherwise, randomness repeats, frames are counted.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/platform/platform.h"

namespace samsyn {

class PlatformNull : public Platform {
 public:
  explicit PlatformNull(std::uint64_t seed = 1) : random_(seed) {}

  [[nodiscard]] std::int64_t Now() const override { return now_; }
  [[nodiscard]] std::int64_t WallClock() const override { return LocalWallClock() - 3'600'000; }
  [[nodiscard]] std::int64_t LocalWallClock() const override { return wall_clock_start_ + now_; }
  void RequestFrame() override { ++requested_; }
  void RequestFrameIn(std::int64_t milliseconds) override {
    const std::int64_t at = now_ + milliseconds;
    wake_ = wake_ ? std::min(*wake_, at) : at;
  }
  void CallIn(std::int64_t milliseconds, std::function<void()> call) override {
    calls_.emplace(now_ + milliseconds, std::move(call));
  }
  [[nodiscard]] RandomSource& Random() override { return random_; }
  void CopyText(std::string_view text) override { copied = std::string(text); }
  void SaveFile(std::string_view name, std::string_view type, std::string_view content) override {
    saved.push_back({std::string(name), std::string(type), std::string(content)});
  }
  void PickFile(std::string_view types, std::size_t most,
                std::function<void(std::optional<std::string>)> chosen) override {
    picked_types = std::string(types);
    most_picked = most;
    pick = std::move(chosen);
  }
  [[nodiscard]] bool CanSpeak(std::string_view language) override { return language == voice; }
  void Speak(std::string_view text, std::string_view language, std::function<void()> ended) override {
    spoken.push_back({std::string(text), std::string(language)});
    speech_ended_ = std::move(ended);
  }
  void StopSpeaking() override { speech_ended_ = nullptr; }
  void OpenFragment(std::string_view fragment) override { opened_fragment = std::string(fragment); }
  [[nodiscard]] Surroundings GetSurroundings() const override { return surroundings; }
  void Wear(const Dress& dress) override { worn = dress; }
  void Print() override { ++printed; }
  [[nodiscard]] bool NewerVersionWaits() const override { return newer_version; }
  void TakeNewerVersion() override { ++newer_taken; }
  [[nodiscard]] std::string LoadSetting(std::string_view name) override {
    const auto found = settings_.find(std::string(name));
    return found == settings_.end() ? std::string() : found->second;
  }
  void SaveSetting(std::string_view name, std::string_view value) override {
    settings_[std::string(name)] = std::string(value);
  }

  // --- for tests ---
  std::string copied;
  Surroundings surroundings;
  Dress worn;
  int printed = 0;
  struct SavedFile {
    std::string name;
    std::string type;
    std::string content;
  };
  std::vector<SavedFile> saved;
  std::string picked_types;
  std::size_t most_picked = 0;
  std::function<void(std::optional<std::string>)> pick;  // what is told of a chosen file; empty: nobody asked
  std::string opened_fragment;
  bool newer_version = false;
  int newer_taken = 0;
  std::string voice = "sv";  // of which language there is one; empty: none
  struct Spoken {
    std::string text;
    std::string language;
  };
  std::vector<Spoken> spoken;
  [[nodiscard]] bool IsSpeaking() const { return speech_ended_ != nullptr; }
  void FinishSpeaking() {
    const std::function<void()> ended = std::exchange(speech_ended_, nullptr);
    if (ended) ended();
  }
  // Calls that are due are made; a wake-up whose time has come counts as a requested frame.
  void Advance(std::int64_t milliseconds) {
    now_ += milliseconds;
    while (!calls_.empty() && calls_.begin()->first <= now_) {
      const std::function<void()> call = std::move(calls_.begin()->second);
      calls_.erase(calls_.begin());
      call();
    }
    if (wake_ && *wake_ <= now_) {
      wake_.reset();
      ++requested_;
    }
  }
  [[nodiscard]] int RequestedFrames() const { return requested_; }
  [[nodiscard]] std::optional<std::int64_t> WakeAt() const { return wake_; }
  // Was a frame asked for since the last call?
  [[nodiscard]] bool TakeRequest() {
    const bool any = requested_ > taken_;
    taken_ = requested_;
    return any;
  }

 private:
  class SplitMix : public RandomSource {
   public:
    explicit SplitMix(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::uint64_t Next() override {
      std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
      return z ^ (z >> 31);
    }

   private:
    std::uint64_t state_;
  };

  SplitMix random_;
  std::function<void()> speech_ended_;
  std::int64_t now_ = 1'000;
  std::int64_t wall_clock_start_ = 1'795'525'200'000;  // Tuesday 24 November 2026, 13.00
  std::optional<std::int64_t> wake_;
  std::multimap<std::int64_t, std::function<void()>> calls_;
  std::map<std::string, std::string> settings_;
  int requested_ = 0;
  int taken_ = 0;
};

}  // namespace samsyn
