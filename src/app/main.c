/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-app"

#include "desk-app.h"

#include "desk-locale.h"

int
main (int argc, char **argv)
{
  g_autoptr (DeskApp) app = NULL;

  desk_locale_init ();
  app = desk_app_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
