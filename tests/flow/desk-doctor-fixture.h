/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-doctor-private.h"
#include "desk-test-pki.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * DeskDoctorFixture:
 *
 * A computer for the doctor to look at: a directory of its own in the place of /sys and /, a server
 * that says what it is told, a clock that stands at DESK_TEST_NOW, and the drivers that a test
 * names.
 */
typedef struct {
  char *directory; /* owned: "sys" and "root" are in it */
  char *sysfs;     /* owned */
  char *root;      /* owned */
  DeskClock *clock;
  DeskApi *api;
  DeskTrust *trust;          /* nullable */
  DeskKeySettings *settings; /* nullable: made by the first run, without a driver */
  DeskDoctorConfig config;

  /* The server; what it answers may be changed at any time */
  SoupServer *server;
  gint64 server_time; /* Unix seconds, of its Date; 0: none */
  const char *type;   /* of its health */
  gboolean is_silent; /* it takes requests and never answers */
  char *issuers;      /* owned, nullable: PEM */

  DeskDoctor *doctor; /* of the last run; nullable */
} DeskDoctorFixture;

void desk_doctor_fixture_set_up (DeskDoctorFixture *self, gconstpointer data);
void desk_doctor_fixture_tear_down (DeskDoctorFixture *self, gconstpointer data);

/* The only driver; before the first run. */
void desk_doctor_fixture_set_module (DeskDoctorFixture *self, const char *path);

/* The root that is pinned, and the CAs below it that the server tells of. */
void desk_doctor_fixture_set_trust (DeskDoctorFixture *self, DeskTestPki *pki);

/* Writes @length bytes (-1: a string) to @name below the fixture's directory; makes directories as
 * needed. Caller frees the path. */
char *desk_doctor_fixture_write (DeskDoctorFixture *self,
                                 const char *name,
                                 const char *content,
                                 gssize length);

/* A device as the kernel shows it; @interface_class: "0b". */
void desk_doctor_fixture_add_usb (DeskDoctorFixture *self,
                                  const char *name,
                                  const char *vendor,
                                  const char *product,
                                  const char *interface_class);

/* Runs a new doctor to its end. */
void desk_doctor_fixture_run (DeskDoctorFixture *self);

/* The first finding of @subject, borrowed from the doctor; fails the test if there is none. */
DeskDoctorCheck *desk_doctor_fixture_find (DeskDoctorFixture *self, DeskDoctorSubject subject);

/* That of @subject is @state. */
void desk_doctor_fixture_assert_state (DeskDoctorFixture *self,
                                       DeskDoctorSubject subject,
                                       DeskKeyState state);
void desk_doctor_fixture_assert_skipped (DeskDoctorFixture *self, DeskDoctorSubject subject);

/* The detail of @subject's first finding has @text. */
void desk_doctor_fixture_assert_detail (DeskDoctorFixture *self,
                                        DeskDoctorSubject subject,
                                        const char *text);

G_END_DECLS
