/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wire-reader.h"

G_BEGIN_DECLS

/* For this folder only: model objects whose members are properties, described by one table each. */

typedef char *(*DeskWireNormalise) (const char *text);

typedef struct {
  const char *member;
  const char *property;        /* of type string or enum */
  DeskWireNormalise normalise; /* of a string; NULL: as it is */
} DeskWireProperty;

typedef enum {
  DESK_WIRE_AS_SENT,  /* normalised */
  DESK_WIRE_AS_TYPED, /* for the draft */
} DeskWireForm;

/* Code points; far above every rule, so that a rule and not the decoder says what is too long. */
#define DESK_WIRE_MAX_PROPERTY 1000

/* @text cut to what is read back: of something pasted by mistake the rest is lost, not the draft.
 */
char *desk_wire_dup_readable (const char *text);

void desk_wire_properties_add (const DeskWireProperty *properties,
                               size_t n,
                               gpointer object,
                               DeskWireForm form,
                               JsonObject *json);

/* Enums must be there, strings may be absent. */
void desk_wire_properties_read (const DeskWireProperty *properties,
                                size_t n,
                                DeskWireReader *reader,
                                DeskWireForm form,
                                gpointer object);

G_END_DECLS
