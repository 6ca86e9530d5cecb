/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
desk_about_present (GtkWindow *parent)
{
  adw_show_about_window (parent, "application-name", _ ("Digital Certificate Service Desk"),
                         "application-icon", DESK_APPLICATION_ID, "version", DESK_VERSION,
                         "developer-name", _ ("The CertDesk authors"), "copyright",
                         "© 2026 The CertDesk authors", "license-type", GTK_LICENSE_GPL_3_0, NULL);
}
