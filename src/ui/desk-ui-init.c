/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ui-init.h"

#include "desk-ui-resources.h"

#include <adwaita.h>

#define RESOURCE_PATH "/cn/nmgca/CertDesk"

#define HIGH_CONTRAST_PRIORITY (GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1)

static GtkStyleProvider *
load_style (const char *resource)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, resource);
  return GTK_STYLE_PROVIDER (provider);
}

static void
on_high_contrast_changed (AdwStyleManager *manager, GParamSpec *pspec, gpointer user_data)
{
  GtkStyleProvider *provider = user_data;
  GdkDisplay *display = gdk_display_get_default ();

  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, provider, HIGH_CONTRAST_PRIORITY);
  else
    gtk_style_context_remove_provider_for_display (display, provider);
}

static void
add_styles (GdkDisplay *display)
{
  g_autoptr (GtkStyleProvider) style = load_style (RESOURCE_PATH "/style.css");
  GtkStyleProvider *high_contrast = load_style (RESOURCE_PATH "/style-hc.css");
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_style_context_add_provider_for_display (display, style,
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_data (manager, "notify::high-contrast", G_CALLBACK (on_high_contrast_changed),
                         high_contrast, (GClosureNotify) g_object_unref, 0);
  on_high_contrast_changed (manager, NULL, high_contrast);
}

void
desk_ui_init (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_return_if_fail (display != NULL);

  desk_ui_register_resource ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    RESOURCE_PATH "/icons");
  add_styles (display);
}
