# cmake -D OUTPUT=x.cpp -D LIST=kName -D FILES="a;b" -P embed.cmake: files as bytes of the program, each
# under its name without extension.
set(body "// Written by embed.cmake.\n#include \"alerts/embedded.h\"\n\nnamespace zakonwatch::embedded {\nnamespace {\n\n")
set(entries "")
set(index 0)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND body "constexpr char kBytes${index}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    {\"${name}\", {kBytes${index}, sizeof kBytes${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND body "\nconstexpr NamedBytes kAll[] = {\n${entries}};\n\n}  // namespace\n\n"
  "const NamedBytesList ${LIST}{kAll, kAll + ${index}};\n\n}  // namespace zakonwatch::embedded\n")
file(WRITE ${OUTPUT} "${body}")
