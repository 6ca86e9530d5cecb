/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-json.h"
#include "desk-ctl-key.h"

#include "desk-certificate-facts.h"

#include <stdio.h>

/* What the certificates on one token say. */

typedef struct {
  DeskKeys *keys;      /* borrowed */
  DeskKeyToken *token; /* borrowed */
  gint64 now;          /* Unix seconds */
} Show;

static DeskCertificateFacts *
read_facts (const Show *show, guint index)
{
  g_autoptr (DeskKeyCertificate) certificate
      = g_list_model_get_item (desk_keys_get_certificates (show->keys), index);

  if (!desk_key_token_is_same (desk_key_certificate_get_token (certificate), show->token))
    return NULL;

  return desk_certificate_facts_new (desk_key_certificate_get_der (certificate), show->now);
}

static void
print_text (const Show *show)
{
  guint n = g_list_model_get_n_items (desk_keys_get_certificates (show->keys));

  for (guint i = 0; i < n; i++) {
    g_autoptr (DeskCertificateFacts) facts = read_facts (show, i);
    g_autofree char *text = facts != NULL ? desk_certificate_facts_dup_text (facts) : NULL;

    if (text != NULL)
      puts (text);
  }
}

static void
build_section (JsonBuilder *builder, DeskCertificateFacts *facts, DeskFactsSection section)
{
  GPtrArray *lines = desk_certificate_facts_get (facts, section);

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "title", desk_certificate_facts_get_title (section));
  desk_ctl_json_begin_array (builder, "facts");
  for (guint i = 0; i < lines->len; i++) {
    const DeskFact *fact = g_ptr_array_index (lines, i);

    json_builder_begin_object (builder);
    desk_ctl_json_add_text (builder, "label", fact->label);
    desk_ctl_json_add_text (builder, "value", fact->value);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
build_certificate (JsonBuilder *builder, DeskCertificateFacts *facts)
{
  DeskKeyState validity = desk_certificate_facts_get_validity (facts);
  g_autofree char *pem = desk_certificate_facts_dup_pem (facts);

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "code", desk_key_state_get_code (validity));
  desk_ctl_json_add_text (builder, "state", desk_key_state_get_nick (validity));
  desk_ctl_json_add_text (builder, "holder", desk_certificate_facts_get_holder (facts));
  desk_ctl_json_begin_array (builder, "sections");
  for (int section = 0; section < DESK_N_FACTS_SECTIONS; section++)
    build_section (builder, facts, (DeskFactsSection) section);
  json_builder_end_array (builder);
  desk_ctl_json_add_text (builder, "pem", pem);
  json_builder_end_object (builder);
}

static void
print_json (const Show *show)
{
  guint n = g_list_model_get_n_items (desk_keys_get_certificates (show->keys));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "label", desk_key_token_get_label (show->token));
  desk_ctl_json_add_text (builder, "serial", desk_key_token_get_serial (show->token));
  desk_ctl_json_begin_array (builder, "certificates");
  for (guint i = 0; i < n; i++) {
    g_autoptr (DeskCertificateFacts) facts = read_facts (show, i);

    if (facts != NULL)
      build_certificate (builder, facts);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  desk_ctl_json_print (builder);
}

int
desk_ctl_ukey_show (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_autoptr (DeskCtlKeys) keys = NULL;
  g_autoptr (DeskKeyToken) token = NULL;
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  Show show;
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_JSON_ENTRY (options),
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;

  keys = desk_ctl_keys_open (&options);
  token = desk_ctl_key_find_token (keys, &options);
  if (token == NULL)
    return DESK_CTL_FAILED;

  show = (Show){ keys, token, desk_clock_now_seconds (clock) };
  if (options.json)
    print_json (&show);
  else
    print_text (&show);
  return DESK_CTL_OK;
}
