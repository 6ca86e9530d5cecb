/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"

#include "desk-key-setup.h"
#include "desk-platform.h"

#include <string.h>

/* What every command about a key takes; strings owned. */
typedef struct {
  char *module;
  char *token;
  int pin_fd; /* -1: ask on the terminal */
} KeyOptions;

static void
key_options_clear (KeyOptions *options)
{
  g_free (options->module);
  g_free (options->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KeyOptions, key_options_clear)

/* The entries shared by all, to be put before a command's own. */
#define KEY_OPTION_ENTRIES(options)                                                                \
  { "module", 0, 0, G_OPTION_ARG_FILENAME, &(options).module, "PKCS#11 module (default: OpenSC)",  \
    "FILE" },                                                                                      \
      { "token", 0, 0, G_OPTION_ARG_STRING, &(options).token, "Label of the token", "LABEL" },     \
  {                                                                                                \
    "pin-fd", 0, 0, G_OPTION_ARG_INT, &(options).pin_fd,                                           \
        "Read the PIN from this file descriptor instead of the terminal", "N"                      \
  }

static DeskSecret *
read_pin (const KeyOptions *options)
{
  g_autoptr (GError) error = NULL;
  DeskSecret *pin;

  desk_platform_forbid_core_dumps ();
  pin = desk_platform_read_secret (options->pin_fd >= 0 ? options->pin_fd : 0, "PIN: ", &error);
  if (pin == NULL)
    desk_ctl_complain ("%s", error->message);

  return pin;
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

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

static char *
request (const KeyOptions *options,
         DeskSecret *pin,
         DeskKeySetupAlgorithm algorithm,
         const char *label,
         const char *subject,
         GError **error)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (options->module, options->token);
  g_autoptr (GAsyncResult) result = NULL;
  char *pem;

  desk_key_setup_request_async (setup, pin, algorithm, label, subject, NULL, on_ready, &result);
  wait_for (&result);
  pem = desk_key_setup_request_finish (setup, result, error);
  desk_key_setup_close (setup);
  return pem;
}

int
desk_ctl_ukey_keygen (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (KeyOptions) options = { .pin_fd = -1 };
  g_autofree char *type = NULL;
  g_autofree char *label = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *csr = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (GError) error = NULL;
  DeskKeySetupAlgorithm algorithm;
  const GOptionEntry entries[] = {
    KEY_OPTION_ENTRIES (options),
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, "p256 (default) or rsa2048", "TYPE" },
    { "label", 0, 0, G_OPTION_ARG_STRING, &label, "Label of the new key", "LABEL" },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &subject, "Common name of the holder", "NAME" },
    { "csr", 0, 0, G_OPTION_ARG_FILENAME, &csr, "Where the request is written", "FILE" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;
  if (subject == NULL || csr == NULL || !parse_algorithm (type, &algorithm)) {
    desk_ctl_complain ("--subject and --csr are needed; --type is p256 or rsa2048");
    return DESK_CTL_UNUSABLE;
  }

  pin = read_pin (&options);
  if (pin == NULL)
    return DESK_CTL_UNUSABLE;

  pem = request (&options, pin, algorithm, label != NULL ? label : "CertDesk", subject, &error);
  if (pem == NULL || !g_file_set_contents (csr, pem, -1, &error)) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_FAILED;
  }

  return DESK_CTL_OK;
}

static gboolean
install (const KeyOptions *options, DeskSecret *pin, const char *pem, GError **error)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (options->module, options->token);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean installed;

  desk_key_setup_install_async (setup, pin, pem, NULL, on_ready, &result);
  wait_for (&result);
  installed = desk_key_setup_install_finish (setup, result, error);
  desk_key_setup_close (setup);
  return installed;
}

int
desk_ctl_ukey_import (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (KeyOptions) options = { .pin_fd = -1 };
  g_autofree char *certificate = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    KEY_OPTION_ENTRIES (options),
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

  pin = read_pin (&options);
  if (pin == NULL)
    return DESK_CTL_UNUSABLE;
  if (!install (&options, pin, pem, &error)) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_FAILED;
  }

  return DESK_CTL_OK;
}
