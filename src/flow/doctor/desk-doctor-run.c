/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-run.h"

#include "desk-doctor-looks.h"

#include <glib/gi18n-lib.h>

#define BIT(subject) (1u << DESK_DOCTOR_##subject)

typedef struct {
  DeskDoctorLook look;
  guint after; /* bits of the subjects it waits for */
  guint seconds;
  DeskKeyState late; /* what it is called when it does not answer in time; READING: nothing */
} Row;

static const Row rows[DESK_DOCTOR_N_SUBJECTS] = {
  [DESK_DOCTOR_SERVICE] = { desk_doctor_look_at_service, 0, 10, DESK_KEY_STATE_SERVICE_STOPPED },
  [DESK_DOCTOR_READERS] = { desk_doctor_look_at_readers, BIT (SERVICE), 5, DESK_KEY_STATE_READING },
  [DESK_DOCTOR_USB]
  = { desk_doctor_look_at_usb, BIT (SERVICE) | BIT (MODULES), 5, DESK_KEY_STATE_READING },
  [DESK_DOCTOR_MODULES] = { desk_doctor_look_at_modules, 0, 30, DESK_KEY_STATE_MODULE_HANGS },
  [DESK_DOCTOR_TOKENS] = { desk_doctor_look_at_tokens, BIT (MODULES), 5, DESK_KEY_STATE_READING },
  [DESK_DOCTOR_CERTIFICATES] = { desk_doctor_look_at_certificates, BIT (TOKENS) | BIT (SERVER), 25,
                                 DESK_KEY_STATE_MODULE_HANGS },
  [DESK_DOCTOR_SERVER] = { desk_doctor_look_at_server, 0, 15, DESK_KEY_STATE_SERVER_UNREACHABLE },
  [DESK_DOCTOR_CLOCK]
  = { desk_doctor_look_at_clock, BIT (SERVER) | BIT (CERTIFICATES), 5, DESK_KEY_STATE_READING },
  [DESK_DOCTOR_PROXY] = { desk_doctor_look_at_proxy, BIT (SERVER), 10, DESK_KEY_STATE_READING },
};

typedef struct {
  DeskDoctorSubject subject;
  DeskDoctorRun *run;        /* owned while it is under way */
  GCancellable *cancellable; /* owned */
  guint time_out;            /* source id, 0: none */
  gboolean is_over;          /* nothing that comes now counts */
} Watch;

struct _DeskDoctorRun {
  DeskDoctorContext *context; /* owned */
  GListStore *checks;         /* owned */
  guint time_out_ms;          /* 0: by the table */
  DeskDoctorRunDoneFunc done;
  gpointer user_data;

  guint started; /* bits */
  guint ended;   /* bits */
  gboolean is_stopped;
  Watch *watches[DESK_DOCTOR_N_SUBJECTS]; /* of what is under way; borrowed, nullable */
};

static void start_ready (DeskDoctorRun *self);

static DeskDoctorRun *
run_ref (DeskDoctorRun *self)
{
  return g_rc_box_acquire (self);
}

static void
run_clear (gpointer data)
{
  DeskDoctorRun *self = data;

  g_object_unref (self->checks);
  desk_doctor_context_unref (self->context);
}

void
desk_doctor_run_unref (DeskDoctorRun *self)
{
  g_rc_box_release_full (self, run_clear);
}

static void
watch_free (Watch *watch)
{
  g_object_unref (watch->cancellable);
  desk_doctor_run_unref (watch->run);
  g_free (watch);
}

/* The list */

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  DeskDoctorCheck *first = *(DeskDoctorCheck **) a;
  DeskDoctorCheck *second = *(DeskDoctorCheck **) b;

  return (int) desk_doctor_check_get_severity (second)
         - (int) desk_doctor_check_get_severity (first);
}

/* Puts @findings in the place of what is said of @subject. */
static void
replace (DeskDoctorRun *self, DeskDoctorSubject subject, GPtrArray *findings)
{
  GListModel *model = G_LIST_MODEL (self->checks);
  guint first = g_list_model_get_n_items (model);
  guint n_old = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (model, i);

    if (desk_doctor_check_get_subject (check) == subject) {
      first = MIN (first, i);
      n_old++;
    }
  }

  g_ptr_array_sort (findings, compare_severity);
  g_list_store_splice (self->checks, first, n_old, findings->pdata, findings->len);
}

static void
replace_one (DeskDoctorRun *self, DeskDoctorSubject subject, DeskDoctorCheck *check)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (findings, check);
  replace (self, subject, findings);
}

/* A driver that does not work, or a service nobody needs, does no harm where a key is seen all the
 * same. */
static void
soften (DeskDoctorRun *self)
{
  GListModel *model = G_LIST_MODEL (self->checks);

  if (desk_doctor_context_count_tokens (self->context) == 0)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (model, i);

    if (desk_doctor_check_get_subject (check) <= DESK_DOCTOR_MODULES
        && desk_doctor_check_get_severity (check) > DESK_KEY_SEVERITY_NOTE) {
      g_autoptr (DeskDoctorCheck) harmless = desk_doctor_check_new_harmless (check);

      g_list_store_splice (self->checks, i, 1, (gpointer *) &harmless, 1);
    }
  }
}

/* One check */

static void
end_check (Watch *watch, GPtrArray *findings)
{
  g_autoptr (GPtrArray) taken = findings;
  DeskDoctorRun *self = watch->run;

  watch->is_over = TRUE;
  g_clear_handle_id (&watch->time_out, g_source_remove);
  self->watches[watch->subject] = NULL;
  self->ended |= 1u << watch->subject;
  replace (self, watch->subject, taken);
  start_ready (self);
}

/* What is said of @subject when nothing came. */
static GPtrArray *
make_late (DeskDoctorSubject subject, const char *detail)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  const DeskKeyState state = rows[subject].late;

  g_ptr_array_add (
      findings, state != DESK_KEY_STATE_READING
                    ? desk_doctor_check_new (subject, state, NULL, detail)
                    : desk_doctor_check_new_skipped (subject, _ ("Not checked: it took too long")));
  return findings;
}

static void
on_look_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;
  GPtrArray *findings = g_task_propagate_pointer (G_TASK (result), NULL);

  if (watch->is_over) {
    g_clear_pointer (&findings, g_ptr_array_unref);
  } else {
    if (findings == NULL)
      findings = make_late (watch->subject, "ended without an answer");
    end_check (watch, findings);
  }

  watch_free (watch);
}

static gboolean
on_time_out (gpointer user_data)
{
  Watch *watch = user_data;

  watch->time_out = 0;
  g_cancellable_cancel (watch->cancellable);
  end_check (watch, make_late (watch->subject, "no answer in time"));
  return G_SOURCE_REMOVE;
}

static void
start_check (DeskDoctorRun *self, DeskDoctorSubject subject)
{
  const Row *row = &rows[subject];
  Watch *watch = g_new0 (Watch, 1);
  g_autoptr (GTask) task = NULL;

  watch->subject = subject;
  watch->run = run_ref (self);
  watch->cancellable = g_cancellable_new ();
  watch->time_out = g_timeout_add (self->time_out_ms > 0 ? self->time_out_ms : row->seconds * 1000u,
                                   on_time_out, watch);
  self->watches[subject] = watch;
  self->started |= 1u << subject;

  task = desk_doctor_context_new_task (self->context, watch->cancellable, on_look_ready, watch);
  row->look (self->context, task);
}

static void
start_ready (DeskDoctorRun *self)
{
  if (self->is_stopped)
    return;

  for (guint i = 0; i < DESK_DOCTOR_N_SUBJECTS; i++)
    if ((self->started & 1u << i) == 0 && (rows[i].after & ~self->ended) == 0)
      start_check (self, i);

  if (self->ended == (1u << DESK_DOCTOR_N_SUBJECTS) - 1) {
    self->is_stopped = TRUE;
    soften (self);
    desk_doctor_context_close (self->context);
    self->done (self->user_data);
  }
}

DeskDoctorRun *
desk_doctor_run_new (DeskDoctorContext *context,
                     GListStore *checks,
                     guint time_out_ms,
                     DeskDoctorRunDoneFunc done,
                     gpointer user_data)
{
  DeskDoctorRun *self = g_rc_box_new0 (DeskDoctorRun);
  g_autoptr (GPtrArray) running = g_ptr_array_new_with_free_func (g_object_unref);

  self->context = desk_doctor_context_ref (context);
  self->checks = g_object_ref (checks);
  self->time_out_ms = time_out_ms;
  self->done = done;
  self->user_data = user_data;

  for (guint i = 0; i < DESK_DOCTOR_N_SUBJECTS; i++)
    g_ptr_array_add (running, desk_doctor_check_new_running (i));
  g_list_store_splice (checks, 0, g_list_model_get_n_items (G_LIST_MODEL (checks)), running->pdata,
                       running->len);

  start_ready (self);
  return self;
}

void
desk_doctor_run_stop (DeskDoctorRun *self)
{
  if (self->is_stopped)
    return;

  self->is_stopped = TRUE;
  for (guint i = 0; i < DESK_DOCTOR_N_SUBJECTS; i++) {
    Watch *watch = self->watches[i];

    if ((self->ended & 1u << i) == 0)
      replace_one (self, i, desk_doctor_check_new_skipped (i, _ ("Not checked: it was stopped")));
    if (watch == NULL)
      continue;

    self->watches[i] = NULL;
    watch->is_over = TRUE;
    g_clear_handle_id (&watch->time_out, g_source_remove);
    g_cancellable_cancel (watch->cancellable);
  }

  desk_doctor_context_close (self->context);
}
