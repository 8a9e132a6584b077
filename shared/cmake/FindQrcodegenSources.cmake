# samsyn_find_qrcodegen() gives the target samsyn_qrcodegen, Nayuki's QR Code generator: the system's or, for the browser,
# one made from its sources. It is included as "qrcodegen.h": its C, as its C++ brings 100 kB of streams into the page.
include(FindSources)

function(samsyn_find_qrcodegen)
  if(NOT EMSCRIPTEN)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(qrcodegen REQUIRED IMPORTED_TARGET qrcodegen)
    find_path(QRCODEGEN_INCLUDE_DIR qrcodegen.h HINTS ${qrcodegen_INCLUDE_DIRS} PATH_SUFFIXES qrcodegen REQUIRED)
    add_library(samsyn_qrcodegen INTERFACE)
    target_include_directories(samsyn_qrcodegen SYSTEM INTERFACE "${QRCODEGEN_INCLUDE_DIR}")
    target_link_libraries(samsyn_qrcodegen INTERFACE PkgConfig::qrcodegen)
    return()
  endif()
  samsyn_find_sources(NAME qr-code-generator TITLE "the QR Code generator" HEADER c/qrcodegen.h
      VARIABLE QRCODEGEN_SOURCE_DIR REPOSITORY https://github.com/nayuki/QR-Code-generator.git
      COMMIT 720f62bddb7226106071d4728c292cb1df519ceb)  # v1.8.0
  add_library(samsyn_qrcodegen STATIC "${QRCODEGEN_SOURCE_DIR}/c/qrcodegen.c")
  target_include_directories(samsyn_qrcodegen SYSTEM PUBLIC "${QRCODEGEN_SOURCE_DIR}/c")
  target_compile_options(samsyn_qrcodegen PRIVATE -w -Os)
endfunction()
