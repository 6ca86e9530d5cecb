/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-commands.h"

#include "desk-admin-client.h"
#include "desk-image-worker.h"
#include "desk-router.h"
#include "desk-routes.h"
#include "desk-serve.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXIT_USAGE 2

typedef struct {
  char *data_directory;
  char *listen;
  char *phone;
  char *csr_file;
  char *certificate_file;
  char *name;
  char *number;
  char *note;
  int days; /* 0: not given */
} Options;

typedef int (*Run) (const Options *options, const char *program);

static void
options_clear (Options *options)
{
  g_free (options->data_directory);
  g_free (options->listen);
  g_free (options->phone);
  g_free (options->csr_file);
  g_free (options->certificate_file);
  g_free (options->name);
  g_free (options->number);
  g_free (options->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
fail (const GError *error)
{
  g_printerr ("certdeskd: %s\n", error->message);
  return EXIT_FAILURE;
}

/* The line scripts and tests wait for must leave at once, whatever standard output is. */
static void
say (const char *text)
{
  g_print ("%s\n", text);
  fflush (stdout);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static int
run_serve (const Options *options, const char *program)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskServe) serve = NULL;
  g_autofree char *ready = NULL;

  serve = desk_serve_start (options->data_directory,
                            options->listen != NULL ? options->listen : "127.0.0.1:0", program,
                            clock, &error);
  if (serve == NULL)
    return fail (error);

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  ready = g_strdup_printf ("certdeskd: listening on %s", desk_serve_get_url (serve));
  say (ready);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}

/* Takes @request and prints the answer. */
static int
run_admin (const Options *options, const char *program, JsonBuilder *request)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (request);
  node = json_builder_get_root (request);
  text = desk_admin_client_run (options->data_directory, program, node, &error);
  if (text == NULL)
    return fail (error);

  g_strchomp (text);
  if (text[0] != '\0')
    say (text);
  return EXIT_SUCCESS;
}

static JsonBuilder *
begin_request (const char *command)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "command");
  json_builder_add_string_value (builder, command);
  return builder;
}

static void
add_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

static int
run_outbox (const Options *options, const char *program)
{
  g_autoptr (JsonBuilder) request = begin_request ("outbox");

  add_text (request, "phone", options->phone);
  return run_admin (options, program, request);
}

static int
run_ca_root (const Options *options, const char *program)
{
  g_autoptr (JsonBuilder) request = begin_request ("ca-root");

  return run_admin (options, program, request);
}

/* FALSE after telling why. */
static gboolean
read_file (const char *option, const char *path, char **content)
{
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_printerr ("certdeskd: %s is missing\n", option);
    return FALSE;
  }
  if (g_file_get_contents (path, content, NULL, &error))
    return TRUE;

  fail (error);
  return FALSE;
}

static int
run_ca_issue (const Options *options, const char *program)
{
  g_autoptr (JsonBuilder) request = begin_request ("ca-issue");
  g_autofree char *csr = NULL;

  if (!read_file ("--csr", options->csr_file, &csr))
    return EXIT_FAILURE;

  add_text (request, "csr", csr);
  add_text (request, "phone", options->phone);
  add_text (request, "name", options->name);
  if (options->days != 0) {
    json_builder_set_member_name (request, "days");
    json_builder_add_int_value (request, options->days);
  }
  return run_admin (options, program, request);
}

static int
run_ca_revoke (const Options *options, const char *program)
{
  g_autoptr (JsonBuilder) request = begin_request ("ca-revoke");
  g_autofree char *certificate = NULL;

  if (!read_file ("--certificate", options->certificate_file, &certificate))
    return EXIT_FAILURE;

  add_text (request, "certificate", certificate);
  return run_admin (options, program, request);
}

static int
run_audit_verify (const Options *options, const char *program)
{
  g_autoptr (JsonBuilder) request = begin_request ("audit-verify");

  return run_admin (options, program, request);
}

static int
run_unblock_list (const Options *options, const char *program)
{
  g_autoptr (JsonBuilder) request = begin_request ("unblock-list");

  return run_admin (options, program, request);
}

static int
close_unblock (const Options *options, const char *program, const char *state)
{
  g_autoptr (JsonBuilder) request = begin_request ("unblock-close");

  if (options->number == NULL) {
    g_printerr ("certdeskd: --number is missing\n");
    return EXIT_FAILURE;
  }

  add_text (request, "number", options->number);
  add_text (request, "note", options->note);
  add_text (request, "state", state);
  return run_admin (options, program, request);
}

static int
run_unblock_done (const Options *options, const char *program)
{
  return close_unblock (options, program, "done");
}

static int
run_unblock_refuse (const Options *options, const char *program)
{
  return close_unblock (options, program, "refused");
}

static int
run_routes (const Options *options, const char *program)
{
  g_autofree const DeskRoute **routes = desk_routes_new ();
  g_autoptr (DeskRouter) router = desk_router_new (routes);
  g_auto (GStrv) lines = desk_router_list (router);

  for (char **line = lines; *line != NULL; line++)
    say (*line);
  return EXIT_SUCCESS;
}

/* Started by the backend itself, for one picture each: not in the help. */
static int
run_image_worker (const Options *options, const char *program)
{
  return desk_image_worker_main ();
}

static const struct {
  const char *first;
  const char *second; /* nullable */
  Run run;
  gboolean needs_data;
} subcommands[] = {
  { "outbox", NULL, run_outbox, TRUE },          { "ca", "root", run_ca_root, TRUE },
  { "ca", "issue", run_ca_issue, TRUE },         { "ca", "revoke", run_ca_revoke, TRUE },
  { "audit", "verify", run_audit_verify, TRUE }, { "unblock", "list", run_unblock_list, TRUE },
  { "unblock", "done", run_unblock_done, TRUE }, { "unblock", "refuse", run_unblock_refuse, TRUE },
  { "routes", NULL, run_routes, FALSE },         { "image-worker", NULL, run_image_worker, FALSE },
};

static gboolean
parse_options (int *argc, char ***argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_directory, "Where everything is kept",
      "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, "Address to listen on", "HOST:PORT" },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &options->phone, "A mobile number", "N" },
    { "csr", 0, 0, G_OPTION_ARG_FILENAME, &options->csr_file, "A certificate request (PEM)",
      "FILE" },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate_file, "A certificate (PEM)",
      "FILE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, "A person's name", "NAME" },
    { "number", 0, 0, G_OPTION_ARG_STRING, &options->number, "A request's number", "NUMBER" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options->note, "What the applicant reads", "TEXT" },
    { "days", 0, 0, G_OPTION_ARG_INT, &options->days, "Validity in days", "D" },
    { NULL },
  };
  g_autoptr (GOptionContext) context
      = g_option_context_new ("[outbox | ca root | ca issue | ca revoke | audit verify | "
                              "unblock list | unblock done | unblock refuse | routes]");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  fail (error);
  return FALSE;
}

/* What the words on the command line ask for; NULL if nothing fits them. */
static Run
find_run (int n_words, char **words, gboolean *needs_data)
{
  *needs_data = TRUE;
  if (n_words == 0)
    return run_serve;

  for (gsize i = 0; i < G_N_ELEMENTS (subcommands); i++) {
    int n_wanted = subcommands[i].second != NULL ? 2 : 1;

    if (n_words == n_wanted && strcmp (words[0], subcommands[i].first) == 0
        && (n_wanted == 1 || strcmp (words[1], subcommands[i].second) == 0)) {
      *needs_data = subcommands[i].needs_data;
      return subcommands[i].run;
    }
  }

  return NULL;
}

int
desk_commands_main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  /* Child processes run the very file this one runs from. */
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  gboolean needs_data;
  Run run;

  if (program == NULL)
    program = g_strdup (argv[0]);
  if (!parse_options (&argc, &argv, &options))
    return EXIT_USAGE;

  run = find_run (argc - 1, argv + 1, &needs_data);
  if (run == NULL || (needs_data && options.data_directory == NULL)) {
    g_printerr ("certdeskd: %s (see --help)\n",
                run == NULL ? "no such command" : "--data-dir is missing");
    return EXIT_USAGE;
  }

  return run (&options, program);
}
