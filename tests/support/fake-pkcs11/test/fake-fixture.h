/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-test-fake-ukey.h"

#include <gmodule.h>
#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

#define PIN       ((CK_UTF8CHAR *) "111111")
#define NEW_PIN   ((CK_UTF8CHAR *) "314159")
#define WRONG_PIN ((CK_UTF8CHAR *) "222222")
#define SO_PIN    ((CK_UTF8CHAR *) "88888888")
#define LENGTH    6 /* of the first three */
#define SO_LENGTH 8

/* The module in this process, initialised, with one token. */
typedef struct {
  DeskTestFakeUkey *ukey;  /* owned */
  GModule *library;        /* owned */
  CK_FUNCTION_LIST *calls; /* borrowed from the library */
} Fixture;

void fake_fixture_set_up (Fixture *fixture, gconstpointer unused);
void fake_fixture_tear_down (Fixture *fixture, gconstpointer unused);

/* Sets a key of slot 0 or of the module. */
void fake_fixture_set (Fixture *fixture, const char *key, const char *value);
void fake_fixture_set_fault (Fixture *fixture, const char *function, const char *fault);

CK_SESSION_HANDLE fake_fixture_open (Fixture *fixture, CK_SLOT_ID slot);

/* With the PIN. */
CK_SESSION_HANDLE fake_fixture_log_in (Fixture *fixture);

CK_FLAGS fake_fixture_get_flags (Fixture *fixture);

CK_OBJECT_HANDLE
fake_fixture_find (Fixture *fixture, CK_SESSION_HANDLE session, CK_OBJECT_CLASS class);

#define FAKE_TEST_ADD(path, test)                                                                  \
  g_test_add ("/support/fake-pkcs11/" path, Fixture, NULL, fake_fixture_set_up, test,              \
              fake_fixture_tear_down)

G_END_DECLS
