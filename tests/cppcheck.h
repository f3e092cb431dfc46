/* Macros of libraries whose headers cppcheck does not read, in a form that it can follow. */
#define G_GNUC_PRINTF(format, arguments)
#define G_GNUC_UNUSED
#define G_DEFINE_QUARK(name, function)
#define G_DEFINE_AUTOPTR_CLEANUP_FUNC(type, function)
#define json_object_foreach(object, key, value)                                                    \
    for (key = json_object_iter_key(object); (value = json_object_get(object, key));)
#define json_array_foreach(array, index, value)                                                    \
    for (index = 0; (value = json_array_get(array, index)); index++)
