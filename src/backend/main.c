/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-commands.h"
#include "desk-log.h"

#include "desk-platform.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  desk_platform_forbid_core_dumps ();
  desk_log_install ();
  return desk_commands_main (argc, argv);
}
