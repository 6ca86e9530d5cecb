/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-app"

#include "desk-app.h"

#include "desk-embedded-backend.h"
#include "desk-error-text.h"
#include "desk-flows.h"
#include "desk-platform.h"
#include "desk-ui-init.h"
#include "desk-window.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_SERVER "http://127.0.0.1:8080"

struct _DeskApp {
  AdwApplication parent_instance;

  char *server;      /* owned, nullable: the default, or the embedded backend's */
  char *data_dir;    /* owned, nullable: in the user's data directory */
  char *trust;       /* owned, nullable */
  char *ukey_module; /* owned, nullable */
  char *backend_dir; /* owned, nullable: no embedded backend */
  gboolean use_key_file;

  DeskEmbeddedBackend *backend; /* owned, nullable */
  DeskFlows *flows;             /* owned, nullable until activated */
};

G_DEFINE_FINAL_TYPE (DeskApp, desk_app, ADW_TYPE_APPLICATION)

static void
on_failure_response (DeskApp *self)
{
  g_application_quit (G_APPLICATION (self));
}

/* There is nothing to show without flows: says why and ends. */
static void
show_failure (DeskApp *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (NULL, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_failure_response), self);
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_window (DeskApp *self)
{
  g_autofree char *data_dir = self->data_dir != NULL
                                  ? g_strdup (self->data_dir)
                                  : g_build_filename (g_get_user_data_dir (), "certdesk", NULL);
  const DeskFlowsConfig config = {
    .server = self->server != NULL ? self->server : DEFAULT_SERVER,
    .data_dir = data_dir,
    .trust_file = self->trust,
    .ukey_module = self->ukey_module,
    .use_secret_service = !self->use_key_file,
  };
  g_autoptr (GError) error = NULL;

  self->flows = desk_flows_new (&config, &error);
  if (self->flows == NULL) {
    g_warning ("Cannot start: %s", error->message);
    show_failure (self, desk_error_text_get_sentence (error), desk_error_text_get_remedy (error));
    return;
  }

  gtk_window_present (GTK_WINDOW (desk_window_new (GTK_APPLICATION (self), self->flows)));
}

static void
on_backend_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskApp) self = user_data;
  g_autoptr (GError) error = NULL;

  self->backend = desk_embedded_backend_start_finish (result, &error);
  if (self->backend == NULL) {
    g_warning ("Cannot start the embedded backend: %s", error->message);
    show_failure (self, _ ("The bundled server does not start."),
                  _ ("Please check that its data directory can be written to."));
  } else {
    g_free (self->server);
    self->server = g_strdup (desk_embedded_backend_get_server (self->backend));
    show_window (self);
  }
  g_application_release (G_APPLICATION (self));
}

static void
desk_app_activate (GApplication *application)
{
  DeskApp *self = DESK_APP (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    gtk_window_present (window);
  else if (self->backend_dir != NULL && self->backend == NULL) {
    g_application_hold (application);
    desk_embedded_backend_start_async (self->backend_dir, NULL, on_backend_ready,
                                       g_object_ref (self));
  } else
    show_window (self);
}

static void
on_termination (gpointer user_data)
{
  g_application_quit (user_data);
}

static void
desk_app_startup (GApplication *application)
{
  G_APPLICATION_CLASS (desk_app_parent_class)->startup (application);

  desk_platform_forbid_core_dumps ();
  desk_platform_watch_termination (on_termination, application);
  desk_ui_init ();
  gtk_window_set_default_icon_name (DESK_APPLICATION_ID);
}

static void
desk_app_shutdown (GApplication *application)
{
  DeskApp *self = DESK_APP (application);

  if (self->flows != NULL)
    desk_flows_close (self->flows);
  g_clear_object (&self->flows);
  if (self->backend != NULL)
    desk_embedded_backend_stop (self->backend);
  g_clear_object (&self->backend);

  G_APPLICATION_CLASS (desk_app_parent_class)->shutdown (application);
}

static void
desk_app_finalize (GObject *object)
{
  DeskApp *self = DESK_APP (object);

  g_free (self->server);
  g_free (self->data_dir);
  g_free (self->trust);
  g_free (self->ukey_module);
  g_free (self->backend_dir);

  G_OBJECT_CLASS (desk_app_parent_class)->finalize (object);
}

static void
desk_app_class_init (DeskAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_app_finalize;
  application_class->activate = desk_app_activate;
  application_class->startup = desk_app_startup;
  application_class->shutdown = desk_app_shutdown;
}

static void
desk_app_init (DeskApp *self)
{
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, N_ ("Base URL of the server"), "URL" },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_ ("Where drafts are kept"),
      "DIR" },
    { "trust", 0, 0, G_OPTION_ARG_FILENAME, &self->trust,
      N_ ("Root certificate of the authority, instead of the server's"), "PEM" },
    { "ukey-module", 0, 0, G_OPTION_ARG_FILENAME, &self->ukey_module,
      N_ ("PKCS#11 module of the Ukey"), "PATH" },
    { "key-file", 0, 0, G_OPTION_ARG_NONE, &self->use_key_file,
      N_ ("Keep the drafts' key in a file, not in the keyring"), NULL },
    { "embedded-backend", 0, 0, G_OPTION_ARG_FILENAME, &self->backend_dir,
      N_ ("Start the bundled server with this data directory"), "DIR" },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

DeskApp *
desk_app_new (void)
{
  return g_object_new (DESK_TYPE_APP, "application-id", DESK_APPLICATION_ID, "flags",
                       G_APPLICATION_NON_UNIQUE, NULL);
}
