/* Which files PROJ may open. A CRS comes out of a map, a .prj or a GeoJSON file of a stranger, and
 * may name files: +nadgrids=, +init=, PARAMETERFILE[...]. */
#ifndef IDLIBMAP_GEO_PROJ_FILES_H
#define IDLIBMAP_GEO_PROJ_FILES_H

#include <proj.h>

/* From here on the context reads plain files of PROJ's own search path (PROJ_LIB, the user's and
 * the system's folder) and no others, and writes none. To PROJ another file is one that is not
 * there. */
void proj_files_limit(PJ_CONTEXT *context);

#endif
