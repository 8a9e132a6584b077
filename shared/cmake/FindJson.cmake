# samsyn_find_json() gives the target samsyn_json, nlohmann's JSON for Modern C++: headers only, the system's. The
# browser's build sees that folder and nothing else of the system's headers.
function(samsyn_find_json)
  find_path(NLOHMANN_INCLUDE_DIR nlohmann/json.hpp PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  add_library(samsyn_json INTERFACE)
  set(root "${CMAKE_BINARY_DIR}/include/nlohmann-json")
  file(MAKE_DIRECTORY "${root}")
  if(NOT EXISTS "${root}/nlohmann")
    file(CREATE_LINK "${NLOHMANN_INCLUDE_DIR}/nlohmann" "${root}/nlohmann" SYMBOLIC)
  endif()
  target_include_directories(samsyn_json SYSTEM INTERFACE "${root}")
endfunction()
