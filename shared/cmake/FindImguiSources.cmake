# samsyn_find_imgui_sources() sets IMGUI_SOURCE_DIR in the caller to a folder that holds imgui.h, version 1.92 or newer:
#   1. -DIMGUI_SOURCE_DIR=..., if given
#   2. build/deps/imgui, where ./samsyn setup puts Debian's copy
#   3. a fetch of the upstream commit that is tagged v1.92.2b
set(SAMSYN_IMGUI_COMMIT 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)

function(samsyn_require_imgui_version folder)
  if(NOT EXISTS "${folder}/imgui.h")
    message(FATAL_ERROR "IMGUI_SOURCE_DIR=${folder} holds no imgui.h. Leave the variable empty to have the sources found.")
  endif()
  file(STRINGS "${folder}/imgui.h" line REGEX "^#define IMGUI_VERSION_NUM")
  string(REGEX MATCH "[0-9]+" number "${line}")
  if(number LESS 19200)
    message(FATAL_ERROR "Dear ImGui in ${folder} is version ${number}; Samsyn needs 19200 (1.92) or newer.")
  endif()
endfunction()

function(samsyn_find_imgui_sources)
  if(IMGUI_SOURCE_DIR)
    set(folder "${IMGUI_SOURCE_DIR}")
  elseif(EXISTS "${CMAKE_SOURCE_DIR}/build/deps/imgui/imgui.h")
    set(folder "${CMAKE_SOURCE_DIR}/build/deps/imgui")
  else()
    message(STATUS "Dear ImGui: fetching the sources from upstream")
    include(FetchContent)
    FetchContent_Declare(imgui GIT_REPOSITORY https://github.com/ocornut/imgui.git GIT_TAG ${SAMSYN_IMGUI_COMMIT})
    FetchContent_MakeAvailable(imgui)
    set(folder "${imgui_SOURCE_DIR}")
  endif()
  samsyn_require_imgui_version("${folder}")
  set(IMGUI_SOURCE_DIR "${folder}" PARENT_SCOPE)
endfunction()
