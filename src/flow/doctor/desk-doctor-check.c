/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-check.h"

#include "desk-doctor-redact.h"
#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

struct _DeskDoctorCheck {
  GObject parent_instance;

  DeskDoctorSubject subject;
  DeskDoctorProgress progress;
  DeskKeyState state;
  DeskKeySeverity severity;
  gboolean harmless; /* nothing needs to be done about it */
  char *sentence;    /* owned */
  char *detail;      /* owned, redacted */
};

G_DEFINE_FINAL_TYPE (DeskDoctorCheck, desk_doctor_check, G_TYPE_OBJECT)

static const struct {
  const char *nick;
  const char *title;
} subjects[DESK_DOCTOR_N_SUBJECTS] = {
  [DESK_DOCTOR_SERVICE] = { "service", N_ ("Smart card service") },
  [DESK_DOCTOR_READERS] = { "readers", N_ ("Card readers") },
  [DESK_DOCTOR_USB] = { "usb", N_ ("USB devices") },
  [DESK_DOCTOR_MODULES] = { "modules", N_ ("Ukey drivers") },
  [DESK_DOCTOR_TOKENS] = { "tokens", N_ ("Ukey") },
  [DESK_DOCTOR_CERTIFICATES] = { "certificates", N_ ("Certificates") },
  [DESK_DOCTOR_SERVER] = { "server", N_ ("Server") },
  [DESK_DOCTOR_CLOCK] = { "clock", N_ ("Clock") },
  [DESK_DOCTOR_PROXY] = { "proxy", N_ ("Proxy") },
};

const char *
desk_doctor_subject_get_nick (DeskDoctorSubject subject)
{
  g_return_val_if_fail ((guint) subject < DESK_DOCTOR_N_SUBJECTS, NULL);

  return subjects[subject].nick;
}

const char *
desk_doctor_subject_get_title (DeskDoctorSubject subject)
{
  g_return_val_if_fail ((guint) subject < DESK_DOCTOR_N_SUBJECTS, NULL);

  return _ (subjects[subject].title);
}

static void
desk_doctor_check_finalize (GObject *object)
{
  DeskDoctorCheck *self = DESK_DOCTOR_CHECK (object);

  g_free (self->sentence);
  g_free (self->detail);
  G_OBJECT_CLASS (desk_doctor_check_parent_class)->finalize (object);
}

static void
desk_doctor_check_class_init (DeskDoctorCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_doctor_check_finalize;
}

static void
desk_doctor_check_init (DeskDoctorCheck *self)
{
}

static DeskDoctorCheck *
check_new (DeskDoctorSubject subject,
           DeskDoctorProgress progress,
           DeskKeyState state,
           const char *sentence,
           const char *detail)
{
  DeskDoctorCheck *self = g_object_new (DESK_TYPE_DOCTOR_CHECK, NULL);

  self->subject = subject;
  self->progress = progress;
  self->state = state;
  self->severity = desk_key_state_get_severity (state);
  self->sentence = g_strdup (sentence);
  self->detail = desk_doctor_redact (detail);
  return self;
}

DeskDoctorCheck *
desk_doctor_check_new (DeskDoctorSubject subject,
                       DeskKeyState state,
                       const char *sentence,
                       const char *detail)
{
  return check_new (subject, DESK_DOCTOR_DONE, state,
                    sentence != NULL ? sentence : desk_key_text_get_sentence (state), detail);
}

DeskDoctorCheck *
desk_doctor_check_new_running (DeskDoctorSubject subject)
{
  return check_new (subject, DESK_DOCTOR_RUNNING, DESK_KEY_STATE_READING, _ ("Checking…"), NULL);
}

DeskDoctorCheck *
desk_doctor_check_new_skipped (DeskDoctorSubject subject, const char *sentence)
{
  return check_new (subject, DESK_DOCTOR_SKIPPED, DESK_KEY_STATE_READING, sentence, NULL);
}

DeskDoctorCheck *
desk_doctor_check_new_harmless (DeskDoctorCheck *self)
{
  DeskDoctorCheck *copy;

  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), NULL);

  copy = check_new (self->subject, self->progress, self->state, self->sentence, self->detail);
  copy->severity = MIN (self->severity, DESK_KEY_SEVERITY_NOTE);
  copy->harmless = TRUE;
  return copy;
}

DeskDoctorSubject
desk_doctor_check_get_subject (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), DESK_DOCTOR_SERVICE);

  return self->subject;
}

DeskDoctorProgress
desk_doctor_check_get_progress (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), DESK_DOCTOR_RUNNING);

  return self->progress;
}

DeskKeyState
desk_doctor_check_get_state (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), DESK_KEY_STATE_READING);

  return self->state;
}

DeskKeySeverity
desk_doctor_check_get_severity (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), DESK_KEY_SEVERITY_NOTE);

  return self->severity;
}

const char *
desk_doctor_check_get_code (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), NULL);

  return self->progress == DESK_DOCTOR_DONE ? desk_key_state_get_code (self->state) : NULL;
}

const char *
desk_doctor_check_get_sentence (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), NULL);

  return self->sentence;
}

const char *
desk_doctor_check_get_remedy (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), NULL);

  if (self->progress != DESK_DOCTOR_DONE)
    return NULL;
  if (self->harmless && self->subject <= DESK_DOCTOR_MODULES)
    return _ ("Nothing needs to be done: the Ukey that is plugged in is not affected.");
  if (self->harmless)
    return NULL;
  /* Elsewhere it sends people here. */
  if (self->state == DESK_KEY_STATE_NO_READER)
    return _ ("Please plug in the Ukey; if it is plugged in, try another USB port.");

  return desk_key_text_get_remedy (self->state);
}

DeskKeyAction
desk_doctor_check_get_action (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), DESK_KEY_ACTION_NONE);

  if (self->progress != DESK_DOCTOR_DONE || self->harmless
      || self->severity < DESK_KEY_SEVERITY_NOTE)
    return DESK_KEY_ACTION_NONE;

  return desk_key_state_get_action (self->state);
}

const char *
desk_doctor_check_get_detail (DeskDoctorCheck *self)
{
  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), NULL);

  return self->detail;
}

const char *
desk_doctor_check_get_word (DeskDoctorCheck *self)
{
  static const char *const words[] = {
    [DESK_KEY_SEVERITY_GOOD] = NC_ ("finding", "Fine"),
    [DESK_KEY_SEVERITY_NOTE] = NC_ ("finding", "Note"),
    [DESK_KEY_SEVERITY_WARNING] = NC_ ("finding", "Warning"),
    [DESK_KEY_SEVERITY_PROBLEM] = NC_ ("finding", "Problem"),
  };

  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (self), NULL);

  switch (desk_doctor_check_get_progress (self)) {
  case DESK_DOCTOR_RUNNING:
    return C_ ("finding", "Checking");
  case DESK_DOCTOR_SKIPPED:
    return C_ ("finding", "Not checked");
  case DESK_DOCTOR_DONE:
  default:
    return g_dpgettext2 (GETTEXT_PACKAGE, "finding", words[desk_doctor_check_get_severity (self)]);
  }
}
