# Programs beside the product: tests over whole folders, fuzz targets, benchmarks, tests of the tools.
set(everything vuelve_http vuelve_jobs vuelve_cli)

foreach(kind IN ITEMS api simulation)
    file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" tests/${kind}/*.cpp)
    vuelve_test(${kind}_test LINK ${everything} SOURCES ${sources})
endforeach()

# The load driver of `make bench` knows nothing of Vuelve: built in seconds, it measures any version of it. The echo is
# what its HTTP layer costs by itself.
file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" bench/load/*.cpp)
set(tests ${sources})
list(FILTER sources EXCLUDE REGEX "(_test|main)\\.cpp$")
list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
add_library(bench_load STATIC EXCLUDE_FROM_ALL ${sources})
target_include_directories(bench_load PUBLIC bench)
target_link_libraries(bench_load PUBLIC fmt::fmt Threads::Threads)
add_executable(vuelve_load EXCLUDE_FROM_ALL bench/load/main.cpp)
target_link_libraries(vuelve_load PRIVATE bench_load)
add_executable(vuelve_echo EXCLUDE_FROM_ALL bench/echo/main.cpp)
target_link_libraries(vuelve_echo PRIVATE vuelve_http)
vuelve_test(load_test LINK bench_load SOURCES ${tests})

# What a purchase costs in counts that do not wobble. It replaces operator new, so it is a program of its own.
file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" tests/counts/*.cpp)
vuelve_test(counts_test LINK ${everything} bench_load
    SOURCES ${sources} bench/support/counting_new.cpp bench/support/shop.cpp)

# Real shops' histories with known answers (tests/real/README.md).
file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" tests/real/*.cpp)
add_executable(replay_programme ${sources})
target_link_libraries(replay_programme PRIVATE vuelve_cli)
set_target_properties(replay_programme PROPERTIES UNITY_BUILD OFF)  # each file has its own text_of(x)

file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" tests/real/measures/*.cpp)
add_executable(real_measures ${sources} tests/real/compare.cpp)
target_link_libraries(real_measures PRIVATE vuelve_cli)

# The races once more in the optimised build, where a thousand rounds are quick (tests/scripts/race_test.sh).
if(TARGET simulation_test)
    target_compile_definitions(simulation_test PRIVATE VUELVE_RACE_ROUNDS=100)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_executable(races EXCLUDE_FROM_ALL tests/simulation/race_test.cpp)
    target_link_libraries(races PRIVATE ${everything} gmock_main gmock gtest)
    target_compile_definitions(races PRIVATE VUELVE_RACE_ROUNDS=1000)
endif()

if(VUELVE_FUZZ)
    file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" tests/fuzz/*_fuzz.cpp)
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        add_executable(${name} ${source})
        target_link_libraries(${name} PRIVATE ${everything})
        target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        if(VUELVE_TESTS)
            # A brief run with each test run, from seeds that are kept; `make fuzz` takes its time.
            add_test(NAME fuzz.${name} COMMAND ${name} -max_total_time=5 -timeout=5 -max_len=4096
                WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
        endif()
    endforeach()
    # What strangers send is read here: these layers show the fuzzer which branches it has reached.
    target_compile_options(vuelve_codec PRIVATE -fsanitize=fuzzer-no-link)
endif()

# Times mean something only in the optimised build.
file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" bench/*.cpp)
if(sources AND CMAKE_BUILD_TYPE STREQUAL "Release")
    find_package(benchmark REQUIRED CONFIG)
    file(GLOB support CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" bench/support/*.cpp)
    add_library(bench_support STATIC EXCLUDE_FROM_ALL ${support})
    target_link_libraries(bench_support PUBLIC ${everything} bench_load benchmark::benchmark_main)
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        add_executable(${name} EXCLUDE_FROM_ALL ${source})
        target_link_libraries(${name} PRIVATE bench_support)
        # The allocator of the program as shops run it (docs/adr/0066).
        target_link_options(${name} PRIVATE -Wl,--push-state,--no-as-needed -lmimalloc -Wl,--pop-state)
        list(APPEND benchmarks ${name})
    endforeach()
    add_custom_target(benchmarks DEPENDS ${benchmarks} vuelve_load vuelve_echo)
endif()

if(VUELVE_TESTS)
    file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" tools/*_test.py bench/*/*_test.py)
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        add_test(NAME tools.${name} COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/${source}"
            WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    endforeach()
    foreach(check IN ITEMS layers tidy)
        if(EXISTS "${CMAKE_SOURCE_DIR}/tools/${check}.py")
            add_test(NAME tools.${check} COMMAND Python3::Interpreter tools/${check}.py
                WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
        endif()
    endforeach()
    if(VUELVE_GENERATED_OPENAPI)
        add_test(NAME api.openapi_lint COMMAND tools/lint_openapi.sh WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    endif()
endif()
