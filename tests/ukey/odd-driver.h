/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <p11-kit/pkcs11.h>

#include <glib.h>

/* A PKCS#11 module in this program, in place of one from a file (desk-pkcs11-module.c): one token
 * "S" with one P-256 key, and the habits that drivers are known for. */
typedef struct {
  GBytes *point;         /* borrowed; CKA_EC_POINT */
  GBytes *signature;     /* borrowed; what C_Sign gives */
  gboolean no_id_search; /* C_FindObjectsInit refuses CKA_ID */
  gboolean blind;        /* C_FindObjects finds nothing by CKA_ID */
  gboolean other_id;     /* the key has another CKA_ID than "id" */
  gboolean one_by_one;   /* C_FindObjects gives one object at a time, and there are two */
  guint n_find_calls;    /* C_FindObjectsInit, so far */
} OddDriver;

extern OddDriver odd_driver;
