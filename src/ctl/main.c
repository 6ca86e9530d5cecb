/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"

#include "desk-locale.h"

#include <stdio.h>

static const DeskCtlCommand commands[] = {
  { "contract", "verify", "Judge the signatures of a PDF", desk_ctl_contract_verify },
  { "ukey", "doctor", "Look for what is wrong between a Ukey and the server",
    desk_ctl_ukey_doctor },
  { "ukey", "import", "Write a certificate beside its key", desk_ctl_ukey_import },
  { "ukey", "init-virtual", "Make a virtual Ukey with SoftHSM2", desk_ctl_ukey_init_virtual },
  { "ukey", "keygen", "Make a key pair on a token and a certificate request for it",
    desk_ctl_ukey_keygen },
  { "ukey", "list", "Tell what is plugged in, and in which state", desk_ctl_ukey_list },
  { "ukey", "set-pin", "Change the PIN of a token", desk_ctl_ukey_set_pin },
  { "ukey", "show", "Tell all that the certificates on a token say", desk_ctl_ukey_show },
  { "ukey", "sign", "Sign a file with a key", desk_ctl_ukey_sign },
  { "ukey", "unblock", "Give a locked token another PIN", desk_ctl_ukey_unblock },
};

void
desk_ctl_complain (const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("certdeskctl: %s\n", message);
}

gboolean
desk_ctl_parse (char ***arguments,
                const GOptionEntry *entries,
                const char *operands,
                int n_operands)
{
  g_autoptr (GOptionContext) context = g_option_context_new (operands);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, arguments, &error)) {
    desk_ctl_complain ("%s", error->message);
    return FALSE;
  }

  if ((int) g_strv_length (*arguments) != 1 + n_operands) {
    g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

    g_printerr ("%s", help);
    return FALSE;
  }

  return TRUE;
}

static void
print_help (FILE *stream)
{
  fputs ("Usage: certdeskctl GROUP COMMAND [OPTION...]\n\n", stream);
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-9s %-13s %s\n", commands[i].group, commands[i].name, commands[i].summary);
  fputs ("\n\"certdeskctl GROUP COMMAND --help\" tells the options of one command.\n", stream);
}

/* GOption takes the first argument for the program's name. */
static int
run_command (const DeskCtlCommand *command, char **rest)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  g_ptr_array_add (arguments, g_strdup_printf ("certdeskctl %s %s", command->group, command->name));
  for (char **argument = rest; *argument != NULL; argument++)
    g_ptr_array_add (arguments, g_strdup (*argument));
  g_ptr_array_add (arguments, NULL);

  return command->run ((char **) g_ptr_array_free (g_steal_pointer (&arguments), FALSE));
}

int
main (int argc, char **argv)
{
  desk_locale_init ();

  if (argc == 2 && g_str_equal (argv[1], "--help")) {
    print_help (stdout);
    return DESK_CTL_OK;
  }
  if (argc == 2 && g_str_equal (argv[1], "--version")) {
    puts ("certdeskctl " DESK_VERSION);
    return DESK_CTL_OK;
  }

  for (size_t i = 0; argc >= 3 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].group) && g_str_equal (argv[2], commands[i].name))
      return run_command (&commands[i], argv + 3);

  print_help (stderr);
  return DESK_CTL_UNUSABLE;
}
