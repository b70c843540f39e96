# What is installed where, and the Debian package of it (`make deb`, docs/adr/0051).
if(NOT TARGET vuelve)
    return()
endif()
include(GNUInstallDirs)

# Paths below are those of a Debian system: /usr for the program, /etc and /lib beside it.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
# Made when it is installed, before the rest: licences and manual page are those of what is in it.
install(CODE "execute_process(COMMAND \"${CMAKE_SOURCE_DIR}/tools/package_texts.py\"
    --program \"$<TARGET_FILE:vuelve>\" --output \"${CMAKE_BINARY_DIR}/package\" COMMAND_ERROR_IS_FATAL ANY)")
set(notices "${CMAKE_BINARY_DIR}/package/copyright")
install(TARGETS vuelve RUNTIME DESTINATION bin)
# Pages that were built: documentation, card, till. A build without them makes a package without them.
install(DIRECTORY "${CMAKE_BINARY_DIR}/share/" DESTINATION share/vuelve OPTIONAL PATTERN ".web" EXCLUDE)
install(FILES "${notices}" CHANGELOG.md README.md README.es.md SECURITY.md DESTINATION share/doc/vuelve)
install(DIRECTORY docs/guide DESTINATION share/doc/vuelve)
install(DIRECTORY deploy/grafana deploy/prometheus deploy/ha DESTINATION share/doc/vuelve/examples)
install(FILES "${CMAKE_BINARY_DIR}/package/vuelve.1.gz" DESTINATION share/man/man1)
install(FILES deploy/systemd/vuelve.service DESTINATION /lib/systemd/system)
install(FILES deploy/debian/vuelve.toml DESTINATION /etc/vuelve)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME vuelve)
set(CPACK_PACKAGE_VERSION "${VUELVE_VERSION}")
set(CPACK_PACKAGE_CONTACT "The maintainers of Vuelve <maintainers@vuelve.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "open loyalty engine: points, levels and prizes for shops")
set(CPACK_PACKAGE_DESCRIPTION
"One program that gives tills, web shops and apps points, stars, levels,
coupons and prizes in real time, over a double-entry ledger that closes to
the point. It keeps a shop in one SQLite file, or in PostgreSQL with several
programs side by side.")
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "caddy | nginx")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql (>= 15)")
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)  # a third of xz's time for a tenth more
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${CMAKE_SOURCE_DIR}/deploy/debian/conffiles;${CMAKE_SOURCE_DIR}/deploy/debian/postinst;${CMAKE_SOURCE_DIR}/deploy/debian/prerm;${CMAKE_SOURCE_DIR}/deploy/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
