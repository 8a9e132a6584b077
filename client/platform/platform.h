// What the application needs from the machine it runs on, besides a canvas.
//
// platform_web.cpp is the browser; platform_null.h is for headless native tests and steps by hand.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/random.h"

namespace samsyn {

class Platform {
 public:
  virtual ~Platform() = default;

  // Monotonic milliseconds.
  [[nodiscard]] virtual std::int64_t Now() const = 0;
  // Wall clock: milliseconds since 1970 UTC.
  [[nodiscard]] virtual std::int64_t WallClock() const = 0;
  // Local wall clock: milliseconds since 1970 shifted to the user's time zone, for dates in the interface.
  [[nodiscard]] virtual std::int64_t LocalWallClock() const = 0;
  // Asks for one Frame as soon as something can be drawn. Without it, none comes.
  virtual void RequestFrame() = 0;
  // Asks for one Frame in about `milliseconds`; a later call replaces an earlier one that asks for a later time.
  virtual void RequestFrameIn(std::int64_t milliseconds) = 0;
  // Calls back in about `milliseconds`, without a frame: for what goes on unseen.
  virtual void CallIn(std::int64_t milliseconds, std::function<void()> call) = 0;
  [[nodiscard]] virtual RandomSource& Random() = 0;

  virtual void CopyText(std::string_view text) = 0;
  // Hands the user a file of this name and MIME type, to keep where they like.
  virtual void SaveFile(std::string_view name, std::string_view type, std::string_view content) = 0;
  // Lets the user choose a file, and calls back with its content, or with nothing when it has more than `most` bytes.
  // No call when none is chosen. Works only soon after the user has pressed something.
  virtual void PickFile(std::string_view types, std::size_t most,
                        std::function<void(std::optional<std::string>)> chosen) = 0;
  // Is there a voice on this machine for this language ("sv")? They may come late; a frame is asked for when they do.
  [[nodiscard]] virtual bool CanSpeak(std::string_view language) = 0;
  // Says the text, instead of what is being said. Calls back when it is said, or cannot be; not when it is stopped.
  virtual void Speak(std::string_view text, std::string_view language, std::function<void()> ended) = 0;
  virtual void StopSpeaking() = 0;
  // Opens this page again under another fragment of its address.
  virtual void OpenFragment(std::string_view fragment) = 0;

  // What the device asks of a page. When it changes, a frame is asked for.
  struct Surroundings {
    bool dark = false;
    bool more_contrast = false;
    bool cannot_draw = false;  // no WebGL, or the device's own colours are forced: the plain page is all there is
  };
  [[nodiscard]] virtual Surroundings GetSurroundings() const = 0;
  // How the page around the canvas looks; colours are CSS variables (widgets/theme.h). Plain: the mirror is the page.
  struct Dress {
    bool plain = false;
    bool dark = false;
    std::string colors;
    std::string colors_on_paper;
  };
  virtual void Wear(const Dress& dress) = 0;
  // Asks the browser to print the page.
  virtual void Print() = 0;
  // A newer version of this page is on the device and waits to be taken into use.
  [[nodiscard]] virtual bool NewerVersionWaits() const = 0;
  // Opens this page again, with it.
  virtual void TakeNewerVersion() = 0;

  // Small choices remembered on this device (text size, language). Empty when unknown.
  [[nodiscard]] virtual std::string LoadSetting(std::string_view name) = 0;
  virtual void SaveSetting(std::string_view name, std::string_view value) = 0;
};

}  // namespace samsyn
