/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The two questions that newer toolkits ask with other classes than GTK 4.8 has; all of the user
 * interface asks through these, so that a port or a test changes one place. */

typedef enum {
  DESK_CONFIRM_PLAIN,
  DESK_CONFIRM_DESTRUCTIVE, /* what is done cannot be undone: the button is red */
} DeskConfirmKind;

/* Asks before an act. @act names it on its button ("撤回申请"); the other button is 取消, which is
 * also what Escape and closing answer. Strings are translated and copied. @parent: any widget in
 * the window. */
void desk_ui_confirm_async (GtkWidget *parent,
                            const char *heading,
                            const char *body,
                            const char *act,
                            DeskConfirmKind kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* TRUE if the act was confirmed. Never fails otherwise than by FALSE. */
gboolean desk_ui_confirm_finish (GAsyncResult *result);

typedef enum {
  DESK_PICK_IMAGE,  /* opens a jpeg, png or bmp */
  DESK_PICK_MODULE, /* opens a driver of a key */
  /* Ask where a file goes; @suggested_name is its first name. */
  DESK_PICK_SAVE_PDF,
  DESK_PICK_SAVE_CERTIFICATE,
  DESK_PICK_SAVE_REPORT, /* what the doctor found */
} DeskPickKind;

void desk_ui_pick_file_async (GtkWidget *parent,
                              DeskPickKind kind,
                              const char *title,
                              const char *suggested_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* A new reference, or NULL if nothing was chosen. */
GFile *desk_ui_pick_file_finish (GAsyncResult *result);

/* For tests: answer instead of a dialog. NULL members leave the dialog in place; a NULL @hooks
 * takes all of them away. @hooks is borrowed. */
typedef struct {
  gboolean (*confirm) (const char *heading, const char *act, gpointer user_data);
  GFile *(*pick_file) (DeskPickKind kind, gpointer user_data); /* transfer full, nullable */
  gpointer user_data;
} DeskUiDialogHooks;

void desk_ui_dialogs_set_hooks (const DeskUiDialogHooks *hooks);

G_END_DECLS
