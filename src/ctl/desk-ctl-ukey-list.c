/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-json.h"
#include "desk-ctl-key.h"

#include "desk-encoding.h"
#include "desk-key-text.h"

#include <stdio.h>

/* What is plugged in: a line a token, the certificates below. */

static char *
format_id (DeskKeyCertificate *certificate)
{
  GBytes *id = desk_key_certificate_get_key_id (certificate);
  size_t length = 0;
  const uint8_t *data = id != NULL ? g_bytes_get_data (id, &length) : NULL;

  return desk_hex_encode (data, length);
}

static gboolean
is_on (DeskKeyCertificate *certificate, DeskKeyToken *token)
{
  return desk_key_token_is_same (desk_key_certificate_get_token (certificate), token);
}

static void
print_certificate (DeskKeyCertificate *certificate)
{
  DeskKeyState state = desk_key_certificate_get_state (certificate);
  g_autofree char *until = desk_clock_format_utc (desk_key_certificate_get_not_after (certificate));
  g_autofree char *id = format_id (certificate);

  printf ("  %s\n", desk_key_certificate_get_holder (certificate));
  printf ("    issuer  %s\n", desk_key_certificate_get_issuer (certificate));
  printf ("    serial  %s\n", desk_key_certificate_get_serial (certificate));
  printf ("    until   %s\n", until);
  printf ("    key     %s\n", id);
  printf ("    state   %s %s\n", desk_key_state_get_code (state),
          desk_key_text_get_sentence (state));
}

static void
print_token (DeskKeys *keys, DeskKeyToken *token)
{
  GListModel *certificates = desk_keys_get_certificates (keys);
  DeskKeyState state = desk_key_token_get_state (token);
  const char *tries = desk_key_text_get_tries (desk_key_token_get_pin_tries (token));

  printf ("%s\n", desk_key_token_get_label (token));
  printf ("  serial  %s\n", desk_key_token_get_serial (token));
  printf ("  reader  %s\n", desk_key_token_get_reader (token));
  printf ("  driver  %s\n", desk_key_token_get_module (token));
  printf ("  state   %s %s\n", desk_key_state_get_code (state), desk_key_text_get_sentence (state));
  if (tries != NULL)
    printf ("  PIN     %s\n", tries);

  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);

    if (is_on (certificate, token))
      print_certificate (certificate);
  }
}

static void
print_state (DeskKeys *keys)
{
  DeskKeyState state = desk_keys_get_state (keys);
  const char *remedy = desk_key_text_get_remedy (state);

  printf ("%s %s\n", desk_key_state_get_code (state), desk_key_text_get_sentence (state));
  if (remedy != NULL)
    printf ("%s\n", remedy);
}

static void
build_state (JsonBuilder *builder, DeskKeyState state)
{
  desk_ctl_json_add_text (builder, "code", desk_key_state_get_code (state));
  desk_ctl_json_add_text (builder, "state", desk_key_state_get_nick (state));
}

static void
build_certificate (JsonBuilder *builder, DeskKeyCertificate *certificate)
{
  g_autofree char *from = desk_clock_format_utc (desk_key_certificate_get_not_before (certificate));
  g_autofree char *until = desk_clock_format_utc (desk_key_certificate_get_not_after (certificate));
  g_autofree char *id = format_id (certificate);

  json_builder_begin_object (builder);
  build_state (builder, desk_key_certificate_get_state (certificate));
  desk_ctl_json_add_text (builder, "holder", desk_key_certificate_get_holder (certificate));
  desk_ctl_json_add_text (builder, "issuer", desk_key_certificate_get_issuer (certificate));
  desk_ctl_json_add_text (builder, "serial", desk_key_certificate_get_serial (certificate));
  desk_ctl_json_add_text (builder, "key", id);
  desk_ctl_json_add_text (builder, "not_before", from);
  desk_ctl_json_add_text (builder, "not_after", until);
  json_builder_end_object (builder);
}

static void
build_token (JsonBuilder *builder, DeskKeys *keys, DeskKeyToken *token)
{
  GListModel *certificates = desk_keys_get_certificates (keys);
  g_autoptr (GEnumClass) tries = g_type_class_ref (DESK_TYPE_PIN_TRIES);

  json_builder_begin_object (builder);
  build_state (builder, desk_key_token_get_state (token));
  desk_ctl_json_add_text (builder, "label", desk_key_token_get_label (token));
  desk_ctl_json_add_text (builder, "serial", desk_key_token_get_serial (token));
  desk_ctl_json_add_text (builder, "manufacturer", desk_key_token_get_manufacturer (token));
  desk_ctl_json_add_text (builder, "model", desk_key_token_get_model (token));
  desk_ctl_json_add_text (builder, "reader", desk_key_token_get_reader (token));
  desk_ctl_json_add_text (builder, "module", desk_key_token_get_module (token));
  desk_ctl_json_add_text (
      builder, "pin_tries",
      g_enum_get_value (tries, (int) desk_key_token_get_pin_tries (token))->value_nick);
  desk_ctl_json_add_boolean (builder, "protected_path", desk_key_token_get_protected_path (token));
  desk_ctl_json_begin_array (builder, "certificates");
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);

    if (is_on (certificate, token))
      build_certificate (builder, certificate);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_all_json (DeskKeys *keys)
{
  GListModel *tokens = desk_keys_get_tokens (keys);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  build_state (builder, desk_keys_get_state (keys));
  desk_ctl_json_begin_array (builder, "tokens");
  for (guint i = 0; i < g_list_model_get_n_items (tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (tokens, i);

    build_token (builder, keys, token);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  desk_ctl_json_print (builder);
}

int
desk_ctl_ukey_list (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_autoptr (DeskCtlKeys) keys = NULL;
  GListModel *tokens;
  guint n_tokens;
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_JSON_ENTRY (options),
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;

  keys = desk_ctl_keys_open (&options);
  tokens = desk_keys_get_tokens (keys);
  n_tokens = g_list_model_get_n_items (tokens);
  if (options.json) {
    print_all_json (keys);
    return n_tokens > 0 ? DESK_CTL_OK : DESK_CTL_FAILED;
  }

  for (guint i = 0; i < n_tokens; i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (tokens, i);

    print_token (keys, token);
  }
  if (n_tokens == 0)
    print_state (keys);
  return n_tokens > 0 ? DESK_CTL_OK : DESK_CTL_FAILED;
}
