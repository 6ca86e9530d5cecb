/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-key.h"
#include "desk-ctl-wait.h"

#include "desk-encoding.h"
#include "desk-key-setup.h"

/* What is asked for; strings owned. */
typedef struct {
  char *in;
  char *out;
  char *key; /* CKA_ID in hexadecimal digits, nullable: the first usable certificate's */
} SignOptions;

static void
sign_options_clear (SignOptions *options)
{
  g_free (options->in);
  g_free (options->out);
  g_free (options->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignOptions, sign_options_clear)

static gboolean
digest_file (const char *path, uint8_t digest[static 32], GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  if (file == NULL)
    return FALSE;

  desk_sha256 (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), digest);
  return TRUE;
}

static GBytes *
sign (DeskKeys *keys,
      const DeskCtlKeyOptions *options,
      DeskSecret *pin,
      GBytes *key_id,
      const uint8_t digest[static 32],
      GError **error)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (keys, options->token);
  g_autoptr (GAsyncResult) result = NULL;

  desk_key_setup_sign_async (setup, pin, key_id, digest, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  return desk_key_setup_sign_finish (setup, result, error);
}

static int
sign_file (const DeskCtlKeyOptions *options, const SignOptions *wanted)
{
  g_autoptr (DeskCtlKeys) keys = NULL;
  g_autoptr (DeskKeyToken) token = NULL;
  g_autoptr (GBytes) key_id = wanted->key != NULL ? desk_hex_decode (wanted->key) : NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  if (wanted->key != NULL && key_id == NULL) {
    desk_ctl_complain ("--key takes hexadecimal digits, as \"ukey list\" prints them");
    return DESK_CTL_UNUSABLE;
  }
  if (!digest_file (wanted->in, digest, &error)) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_UNUSABLE;
  }

  keys = desk_ctl_keys_open (options);
  token = desk_ctl_key_find_token (keys, options);
  if (token == NULL || !desk_ctl_key_read_token_pin (options, token, &pin))
    return DESK_CTL_FAILED;

  signature = sign (keys, options, pin, key_id, digest, &error);
  if (signature == NULL
      || !g_file_set_contents (wanted->out, g_bytes_get_data (signature, NULL),
                               (gssize) g_bytes_get_size (signature), &error))
    return desk_ctl_key_complain (error);

  return DESK_CTL_OK;
}

int
desk_ctl_ukey_sign (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_auto (SignOptions) wanted = { 0 };
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_PIN_ENTRY (options),
    { "in", 0, 0, G_OPTION_ARG_FILENAME, &wanted.in, "What is signed", "FILE" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &wanted.out,
      "Where the signature is written: over SHA-256, PKCS#1 v1.5 or ECDSA (DER)", "SIG" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &wanted.key,
      "Identifier of the key (default: that of the first usable certificate)", "ID" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;
  if (wanted.in == NULL || wanted.out == NULL) {
    desk_ctl_complain ("--in and --out are needed");
    return DESK_CTL_UNUSABLE;
  }

  return sign_file (&options, &wanted);
}
