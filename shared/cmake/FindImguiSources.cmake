# samsyn_find_imgui_sources() sets IMGUI_SOURCE_DIR in the caller to a folder that holds imgui.h, version 1.92 or newer.
include(FindSources)

function(samsyn_find_imgui_sources)
  samsyn_find_sources(NAME imgui TITLE "Dear ImGui" HEADER imgui.h VARIABLE IMGUI_SOURCE_DIR
      REPOSITORY https://github.com/ocornut/imgui.git COMMIT 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)  # v1.92.2b
  file(STRINGS "${IMGUI_SOURCE_DIR}/imgui.h" line REGEX "^#define IMGUI_VERSION_NUM")
  string(REGEX MATCH "[0-9]+" number "${line}")
  if(number LESS 19200)
    message(FATAL_ERROR "Dear ImGui in ${IMGUI_SOURCE_DIR} is version ${number}; Samsyn needs 19200 (1.92) or newer.")
  endif()
  set(IMGUI_SOURCE_DIR "${IMGUI_SOURCE_DIR}" PARENT_SCOPE)
endfunction()
