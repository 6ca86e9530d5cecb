/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

G_BEGIN_DECLS

/* What is looked at, in the order it is shown. */
typedef enum {
  DESK_DOCTOR_SERVICE, /* PC/SC */
  DESK_DOCTOR_READERS, /* as PC/SC sees them */
  DESK_DOCTOR_USB,     /* devices that no reader and no driver serves */
  DESK_DOCTOR_MODULES, /* drivers: their files, and what they say of themselves */
  DESK_DOCTOR_TOKENS,  /* the keys behind them */
  DESK_DOCTOR_CERTIFICATES,
  DESK_DOCTOR_SERVER,
  DESK_DOCTOR_CLOCK,
  DESK_DOCTOR_PROXY,
} DeskDoctorSubject;

#define DESK_DOCTOR_N_SUBJECTS (DESK_DOCTOR_PROXY + 1)

/* "modules": for JSON and tests, stable. */
const char *desk_doctor_subject_get_nick (DeskDoctorSubject subject);

/* "驱动"; translated. */
const char *desk_doctor_subject_get_title (DeskDoctorSubject subject);

typedef enum {
  DESK_DOCTOR_RUNNING, /* no answer yet */
  DESK_DOCTOR_DONE,
  DESK_DOCTOR_SKIPPED, /* cannot be looked at here, or nothing is left to look at: no problem */
} DeskDoctorProgress;

/**
 * DeskDoctorCheck:
 *
 * One line of the doctor's findings. Immutable. A subject has one line, or one for each thing found
 * there. Everything in it may be shown to anybody: see desk_doctor_redact().
 */
#define DESK_TYPE_DOCTOR_CHECK (desk_doctor_check_get_type ())

G_DECLARE_FINAL_TYPE (DeskDoctorCheck, desk_doctor_check, DESK, DOCTOR_CHECK, GObject)

/* @sentence (translated) and @detail (English, for support, may have several lines) are nullable:
 * the state's own sentence, and nothing. The detail is redacted. */
DeskDoctorCheck *desk_doctor_check_new (DeskDoctorSubject subject,
                                        DeskKeyState state,
                                        const char *sentence,
                                        const char *detail);

DeskDoctorCheck *desk_doctor_check_new_running (DeskDoctorSubject subject);

/* @sentence (translated) says why. */
DeskDoctorCheck *desk_doctor_check_new_skipped (DeskDoctorSubject subject, const char *sentence);

/* The same finding where it does no harm: a note. Caller owns. */
DeskDoctorCheck *desk_doctor_check_new_harmless (DeskDoctorCheck *self);

DeskDoctorSubject desk_doctor_check_get_subject (DeskDoctorCheck *self);
DeskDoctorProgress desk_doctor_check_get_progress (DeskDoctorCheck *self);
DeskKeyState desk_doctor_check_get_state (DeskDoctorCheck *self);
DeskKeySeverity desk_doctor_check_get_severity (DeskDoctorCheck *self);

/* "UK-302"; NULL while it runs and if it was skipped. */
const char *desk_doctor_check_get_code (DeskDoctorCheck *self);

/* What is, translated, without a full stop. */
const char *desk_doctor_check_get_sentence (DeskDoctorCheck *self);

/* What to do, translated, or that nothing needs to be done; NULL: there is nothing to say. */
const char *desk_doctor_check_get_remedy (DeskDoctorCheck *self);

/* What a button beside it does: %DESK_KEY_ACTION_NONE where nothing is wrong. */
DeskKeyAction desk_doctor_check_get_action (DeskDoctorCheck *self);

/* "问题", "正常", "未检查": how bad it is, in a word; translated. */
const char *desk_doctor_check_get_word (DeskDoctorCheck *self);

/* For support, in English; "" if there is nothing to add. */
const char *desk_doctor_check_get_detail (DeskDoctorCheck *self);

G_END_DECLS
