/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* key-sign-in SERVER DATA-DIR MODULE ARGUMENTS LABEL: what the window does behind 立即登录, with
 * the PIN from standard input. ARGUMENTS may be empty. Writes the account's phone number, or why
 * there is none. */

#include "desk-flows.h"
#include "desk-platform.h"
#include "desk-test-async.h"

#include <stdio.h>

/* The certificate that can be used and is on the token labelled @label; nullable, caller owns. */
static DeskKeyCertificate *
find_certificate (DeskFlows *flows, const char *label)
{
  DeskKeys *keys = desk_flows_get_keys (flows);
  GListModel *certificates = desk_keys_get_certificates (keys);
  g_autoptr (GAsyncResult) result = NULL;

  desk_keys_rescan_async (keys, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_keys_rescan_finish (keys, result, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);
    DeskKeyToken *token = desk_key_certificate_get_token (certificate);

    if (desk_key_certificate_is_usable (certificate)
        && g_str_equal (desk_key_token_get_label (token), label))
      return g_steal_pointer (&certificate);
  }

  return NULL;
}

static gboolean
sign_in (DeskFlows *flows, const char *label, DeskSecret *pin, GError **error)
{
  g_autoptr (DeskSignInFlow) flow = desk_flows_new_sign_in (flows);
  g_autoptr (DeskKeyCertificate) certificate = find_certificate (flows, label);
  g_autoptr (GAsyncResult) result = NULL;

  if (certificate == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no usable certificate, state %d",
                 desk_keys_get_state (desk_flows_get_keys (flows)));
    return FALSE;
  }

  desk_sign_in_flow_sign_in_with_key_async (flow, certificate, pin, NULL, desk_test_async_ready,
                                            &result);
  desk_test_async_wait (&result);
  return desk_sign_in_flow_sign_in_with_key_finish (flow, result, error);
}

int
main (int argc, char **argv)
{
  DeskFlowsConfig config = { 0 };
  g_autoptr (DeskFlows) flows = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_signed_in;

  if (argc != 6)
    return 2;

  config.server = argv[1];
  config.data_dir = argv[2];
  config.ukey_module = argv[3];
  config.ukey_arguments = *argv[4] != '\0' ? argv[4] : NULL;
  pin = desk_platform_read_secret (0, "PIN: ", &error);
  flows = pin != NULL ? desk_flows_new (&config, &error) : NULL;
  if (flows == NULL) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }

  is_signed_in = sign_in (flows, argv[5], pin, &error);
  if (is_signed_in)
    puts (desk_account_get_phone (desk_flows_get_account (flows)));
  else
    fprintf (stderr, "%s\n", error->message);
  desk_flows_close (flows);
  return is_signed_in ? 0 : 1;
}
