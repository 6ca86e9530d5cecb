/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ui-init.h"

#include "desk-ui-resources.h"

#include <adwaita.h>

#define RESOURCE_PATH "/cn/nmgca/CertDesk"

static void
add_style (GdkDisplay *display, const char *resource)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, resource);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
desk_ui_init (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_return_if_fail (display != NULL);

  desk_ui_register_resource ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    RESOURCE_PATH "/icons");
  add_style (display, RESOURCE_PATH "/style.css");
}
