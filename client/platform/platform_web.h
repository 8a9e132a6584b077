// The browser as Platform.
#pragma once

#include <string>

#include "client/platform/platform.h"

namespace samsyn {

class PlatformWeb : public Platform {
 public:
  [[nodiscard]] std::int64_t Now() const override;
  [[nodiscard]] std::int64_t WallClock() const override;
  [[nodiscard]] std::int64_t LocalWallClock() const override;
  void RequestFrame() override;
  void RequestFrameIn(std::int64_t milliseconds) override;
  void CallIn(std::int64_t milliseconds, std::function<void()> call) override;
  [[nodiscard]] RandomSource& Random() override { return random_; }
  void CopyText(std::string_view text) override;
  void SaveFile(std::string_view name, std::string_view type, std::string_view content) override;
  void PickFile(std::string_view types, std::size_t most,
                std::function<void(std::optional<std::string>)> chosen) override;
  [[nodiscard]] bool CanSpeak(std::string_view language) override;
  void Speak(std::string_view text, std::string_view language, std::function<void()> ended) override;
  void StopSpeaking() override;
  void OpenFragment(std::string_view fragment) override;
  [[nodiscard]] Surroundings GetSurroundings() const override;
  void Wear(const Dress& dress) override;
  void Print() override;
  [[nodiscard]] bool NewerVersionWaits() const override;
  void TakeNewerVersion() override;
  [[nodiscard]] std::string LoadSetting(std::string_view name) override;
  void SaveSetting(std::string_view name, std::string_view value) override;

 private:
  // The browser's own secure bits.
  class WebRandom : public RandomSource {
   public:
    [[nodiscard]] std::uint64_t Next() override;
  };
  WebRandom random_;
};

// What the page knows when the program starts.
struct WebLocation {
  std::string socket_url;  // the relay that served the page
  std::string page_url;    // the page's address without its fragment
  std::string fragment;
};
[[nodiscard]] WebLocation ReadWebLocation();

}  // namespace samsyn
