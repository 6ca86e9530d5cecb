/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-actions.h"

#include "desk-key-text.h"

typedef struct {
  const char *name;
  gboolean takes_target;
} ActionRow;

static const ActionRow rows[] = {
  [DESK_KEY_ACTION_NONE] = { NULL, FALSE },
  [DESK_KEY_ACTION_RETRY] = { "win.rescan-keys", FALSE },
  [DESK_KEY_ACTION_DOCTOR] = { "win.doctor", FALSE },
  [DESK_KEY_ACTION_CHOOSE_MODULE] = { "win.choose-module", FALSE },
  [DESK_KEY_ACTION_CHOOSE_KEY] = { NULL, FALSE },
  [DESK_KEY_ACTION_SET_PIN] = { "win.set-pin", TRUE },
  [DESK_KEY_ACTION_CHANGE_PIN] = { "win.change-pin", TRUE },
  [DESK_KEY_ACTION_UNBLOCK_PIN] = { "win.unblock-pin", TRUE },
  [DESK_KEY_ACTION_SHOW_CERTIFICATE] = { "win.certificate", TRUE },
};

void
desk_key_actions_bind (GtkButton *button, DeskKeyAction action, const char *target)
{
  const ActionRow *row;

  g_return_if_fail (GTK_IS_BUTTON (button));
  g_return_if_fail ((size_t) action < G_N_ELEMENTS (rows));

  row = &rows[action];
  gtk_widget_set_visible (GTK_WIDGET (button), row->name != NULL);
  if (row->name == NULL)
    return;

  gtk_button_set_label (button, desk_key_text_get_action (action));
  /* Never one action with the target of another. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          row->takes_target ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), row->name);
}

void
desk_key_actions_bind_certificate (GtkButton *button, DeskKeyCertificate *certificate)
{
  g_autofree char *name = desk_key_actions_dup_name (certificate);

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_string (name));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  rows[DESK_KEY_ACTION_SHOW_CERTIFICATE].name);
}

char *
desk_key_actions_dup_name (DeskKeyCertificate *certificate)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256,
                                       desk_key_certificate_get_der (certificate));
}

static gboolean
has_problem (DeskKeyCertificate *certificate)
{
  return desk_key_certificate_get_state (certificate) != DESK_KEY_STATE_READY;
}

DeskKeyCertificate *
desk_key_actions_find_certificate (GListModel *certificates, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);
    g_autofree char *own = desk_key_actions_dup_name (certificate);

    if (*name == '\0' ? has_problem (certificate) : g_str_equal (own, name))
      return g_steal_pointer (&certificate);
  }

  return NULL;
}
