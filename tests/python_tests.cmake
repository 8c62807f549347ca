# Tests written in Python: the twin itself, the layers, the manual, and the real binary from outside. Debian's
# own interpreter, because python3-aiosmtpd is installed for it.
find_program(SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)

function(zakonwatch_python_test name file)
  add_test(NAME ${name} COMMAND ${SYSTEM_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 ENVIRONMENT
    "PYTHONDONTWRITEBYTECODE=1;ZAKONWATCH=${PROJECT_BINARY_DIR}/zakonwatch")
endfunction()

zakonwatch_python_test(house.layering layering_test.py)
zakonwatch_python_test(house.manual manual_test.py)
zakonwatch_python_test(house.coverage coverage_test.py)
zakonwatch_python_test(twin.twin twin/twin_test.py)

if(TARGET zakonwatch)
  file(GLOB blackbox CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} blackbox/*_test.py)
  foreach(file IN LISTS blackbox)
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "_test$" "" stem ${stem})
    zakonwatch_python_test(blackbox.${stem} ${file})
  endforeach()
endif()

if(TARGET zakonwatch AND NOT ZAKONWATCH_SANITIZE)
  # Some of the thousands of interruptions that check-long goes through.
  add_test(NAME crash.sample COMMAND ${SYSTEM_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/crash/crash.py --sample)
  set_tests_properties(crash.sample PROPERTIES TIMEOUT 600 ENVIRONMENT
    "PYTHONDONTWRITEBYTECODE=1;ZAKONWATCH=${PROJECT_BINARY_DIR}/zakonwatch;CRASH_INJECT=$<TARGET_FILE:crash_inject>;CRASH_STARVE=$<TARGET_FILE:crash_starve>")
endif()
