/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-opensc-unblock.h"

#include "desk-key-error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define VARIABLE     "OPENSC_CONF"
#define SAVED        "CERTDESK_OPENSC_CONF"
#define MANUFACTURER "OpenSC"

/* OpenSC 0.23, src/pkcs11/framework-pkcs15.c: C_SetPIN with nobody logged in takes a PUK. Of the
 * blocks with one name only the first counts, so this stands before the system's text. */
static const char option[] = "app opensc-pkcs11 {\n"
                             "  pkcs11 {\n"
                             "    user_pin_unblock_style = set_pin_in_unlogged_session;\n"
                             "  }\n"
                             "}\n";

static const char *const system_files[] = {
  "/etc/opensc/opensc.conf",
  "/etc/opensc.conf",
};

gboolean
desk_opensc_unblock_is_possible (DeskPkcs11Module *module)
{
  CK_INFO info = { 0 };

  return desk_pkcs11_module_get_functions (module)->C_GetInfo (&info) == CKR_OK
         && memcmp (info.manufacturerID, MANUFACTURER, strlen (MANUFACTURER)) == 0;
}

/* OpenSC reads one file and has no include. */
static char *
read_configuration (void)
{
  char *text = NULL;

  if (g_getenv (VARIABLE) != NULL) {
    g_file_get_contents (g_getenv (VARIABLE), &text, NULL, NULL);
    return text;
  }

  for (size_t i = 0; i < G_N_ELEMENTS (system_files) && text == NULL; i++)
    g_file_get_contents (system_files[i], &text, NULL, NULL);

  return text;
}

/* The path of a new file with the option on; caller frees. */
static char *
write_configuration (GError **error)
{
  g_autofree char *before = read_configuration ();
  g_autofree char *text = g_strconcat (option, before, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) reason = NULL;
  int fd = g_file_open_tmp ("certdesk-opensc-XXXXXX", &path, &reason);

  if (fd < 0 || !g_close (fd, &reason) || !g_file_set_contents (path, text, -1, &reason)) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_UNBLOCK, "%s", reason->message);
    return NULL;
  }

  return g_steal_pointer (&path);
}

gboolean
desk_opensc_unblock_begin (DeskPkcs11Module *module, GError **error)
{
  g_autofree char *path = write_configuration (error);
  gboolean started;

  if (path == NULL)
    return FALSE;

  if (g_getenv (VARIABLE) != NULL)
    g_setenv (SAVED, g_getenv (VARIABLE), TRUE);
  g_setenv (VARIABLE, path, TRUE);
  started = desk_pkcs11_module_restart (module, error);
  g_unlink (path);
  return started;
}

gboolean
desk_opensc_unblock_end (DeskPkcs11Module *module, GError **error)
{
  if (g_getenv (SAVED) != NULL)
    g_setenv (VARIABLE, g_getenv (SAVED), TRUE);
  else
    g_unsetenv (VARIABLE);

  return desk_pkcs11_module_restart (module, error);
}
