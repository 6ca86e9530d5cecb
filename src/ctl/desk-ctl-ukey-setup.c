/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-key.h"
#include "desk-ctl-wait.h"

#include "desk-key-setup.h"
#include "desk-virtual-key.h"

#include <stdio.h>

/* Making a key ready: key pair and request, certificate, a virtual Ukey. */

static gboolean
parse_algorithm (const char *type, DeskKeySetupAlgorithm *algorithm)
{
  if (type == NULL || g_str_equal (type, "p256"))
    *algorithm = DESK_KEY_SETUP_P256;
  else if (g_str_equal (type, "rsa2048"))
    *algorithm = DESK_KEY_SETUP_RSA_2048;
  else
    return FALSE;

  return TRUE;
}

/* What is asked for; strings owned. */
typedef struct {
  char *type;
  char *label;
  char *subject;
  char *csr;
  DeskKeySetupAlgorithm algorithm;
} KeygenOptions;

static void
keygen_options_clear (KeygenOptions *options)
{
  g_free (options->type);
  g_free (options->label);
  g_free (options->subject);
  g_free (options->csr);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KeygenOptions, keygen_options_clear)

static int
keygen (const DeskCtlKeyOptions *options, const KeygenOptions *wanted)
{
  g_autoptr (DeskCtlKeys) keys = desk_ctl_keys_open (options);
  g_autoptr (DeskKeyToken) token = desk_ctl_key_find_token (keys, options);
  g_autoptr (DeskKeySetup) setup = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;

  if (token == NULL || !desk_ctl_key_read_token_pin (options, token, &pin))
    return DESK_CTL_FAILED;

  setup = desk_key_setup_new (keys, options->token);
  desk_key_setup_request_async (setup, pin, wanted->algorithm,
                                wanted->label != NULL ? wanted->label : "CertDesk", wanted->subject,
                                NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  pem = desk_key_setup_request_finish (setup, result, &error);
  if (pem == NULL || !g_file_set_contents (wanted->csr, pem, -1, &error))
    return desk_ctl_key_complain (error);

  return DESK_CTL_OK;
}

int
desk_ctl_ukey_keygen (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_auto (KeygenOptions) wanted = { 0 };
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_PIN_ENTRY (options),
    { "type", 0, 0, G_OPTION_ARG_STRING, &wanted.type, "p256 (default) or rsa2048", "TYPE" },
    { "label", 0, 0, G_OPTION_ARG_STRING, &wanted.label, "Label of the new key", "LABEL" },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &wanted.subject,
      "Name of the holder, or a whole subject like CN=NAME,O=ORGANISATION,C=CN", "DN" },
    { "csr", 0, 0, G_OPTION_ARG_FILENAME, &wanted.csr, "Where the request is written", "FILE" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;
  if (wanted.subject == NULL || wanted.csr == NULL
      || !parse_algorithm (wanted.type, &wanted.algorithm)) {
    desk_ctl_complain ("--subject and --csr are needed; --type is p256 or rsa2048");
    return DESK_CTL_UNUSABLE;
  }

  return keygen (&options, &wanted);
}

static int
import (const DeskCtlKeyOptions *options, const char *pem)
{
  g_autoptr (DeskCtlKeys) keys = desk_ctl_keys_open (options);
  g_autoptr (DeskKeyToken) token = desk_ctl_key_find_token (keys, options);
  g_autoptr (DeskKeySetup) setup = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (token == NULL || !desk_ctl_key_read_token_pin (options, token, &pin))
    return DESK_CTL_FAILED;

  setup = desk_key_setup_new (keys, options->token);
  desk_key_setup_install_async (setup, pin, pem, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  if (!desk_key_setup_install_finish (setup, result, &error))
    return desk_ctl_key_complain (error);

  return DESK_CTL_OK;
}

int
desk_ctl_ukey_import (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_autofree char *certificate = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_PIN_ENTRY (options),
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &certificate, "PEM file; its first certificate",
      "FILE" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;
  if (certificate == NULL) {
    desk_ctl_complain ("--cert is needed");
    return DESK_CTL_UNUSABLE;
  }
  if (!g_file_get_contents (certificate, &pem, NULL, &error)) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_UNUSABLE;
  }

  return import (&options, pem);
}

static int
init_virtual (const DeskCtlKeyOptions *options, const char *directory)
{
  g_autoptr (DeskSecret) so_pin = desk_ctl_key_read_pin (options, "New administrator PIN: ");
  g_autoptr (DeskSecret) pin = so_pin != NULL ? desk_ctl_key_read_pin (options, "New PIN: ") : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *module = NULL;
  g_autofree char *quoted_module = NULL;
  g_autofree char *quoted_conf = NULL;

  if (pin == NULL)
    return DESK_CTL_UNUSABLE;

  desk_virtual_key_make_async (directory, options->module,
                               options->token != NULL ? options->token : "Virtual Ukey", so_pin,
                               pin, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  module = desk_virtual_key_make_finish (result, &error);
  if (module == NULL)
    return desk_ctl_key_complain (error);

  quoted_conf = g_shell_quote (g_getenv ("SOFTHSM2_CONF"));
  quoted_module = g_shell_quote (module);
  printf ("SOFTHSM2_CONF=%s\nCERTDESK_UKEY_MODULE=%s\n", quoted_conf, quoted_module);
  return DESK_CTL_OK;
}

int
desk_ctl_ukey_init_virtual (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "module", 0, 0, G_OPTION_ARG_FILENAME, &options.module,
      "SoftHSM2's PKCS#11 module (default: where the system keeps it)", "FILE" },
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_PIN_ENTRY (options),
    { "dir", 0, 0, G_OPTION_ARG_FILENAME, &directory, "Where the virtual Ukey is kept", "DIR" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;
  if (directory == NULL) {
    desk_ctl_complain ("--dir is needed; --pin-fd gives the administrator's PIN, then the PIN");
    return DESK_CTL_UNUSABLE;
  }

  return init_virtual (&options, directory);
}
